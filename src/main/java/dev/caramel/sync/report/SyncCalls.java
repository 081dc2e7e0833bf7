package dev.caramel.sync.report;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.Page;
import dev.caramel.api.WrongRequest;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.Syncs;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the API tells of syncs, and what it can have them do. */
@Component
public class SyncCalls {
  private final Syncs syncs;
  private final RunStarter starter;
  private final RunRows runs;
  private final NextFires fires;
  private final JdbcClient database;

  SyncCalls(Syncs syncs, RunStarter starter, RunRows runs, NextFires fires, JdbcClient database) {
    this.syncs = syncs;
    this.starter = starter;
    this.runs = runs;
    this.fires = fires;
    this.database = database;
  }

  /** A page of all syncs, by id; also of those whose files were refused. */
  public Page<SyncView> page(
      @Variable("after") @Nullable String after, @Variable("limit") int limit) {
    List<LoadedSync> rows =
        syncs.all().stream()
            .filter(sync -> after == null || sync.id().compareTo(after) > 0)
            .sorted(Comparator.comparing(LoadedSync::id))
            .limit(limit + 1L)
            .toList();
    Page<LoadedSync> page = Page.of("syncs", rows, limit, LoadedSync::id);
    List<String> ids = page.things().stream().map(LoadedSync::id).toList();
    Set<String> paused = paused(ids);
    Map<String, RunView> lastRuns = runs.lastOf(ids);
    return page.map(sync -> view(sync, paused.contains(sync.id()), lastRuns.get(sync.id())));
  }

  /**
   * One sync.
   *
   * @throws NoSuchThing if there is none of that id
   */
  public SyncView one(@Variable("sync") String id) {
    LoadedSync sync = loaded(id);
    return view(sync, paused(List.of(id)).contains(id), runs.lastOf(List.of(id)).get(id));
  }

  /**
   * Starts a run and returns while it goes on.
   *
   * @throws WrongRequest if one of the records is no id
   * @throws RunStarter.NoSuchSync if no sync has that id
   * @throws RunStarter.SyncRefused if its file has no loaded definition
   * @throws RunStarter.SyncBusy if a run of it is under way
   */
  public Started start(@Variable("sync") String id, @Variable("body") RunOrder order) {
    List<String> records = order.records() == null ? List.of() : order.records();
    if (records.stream().anyMatch(record -> record == null || record.isBlank())) {
      throw WrongRequest.of("records", "\"records\" is to be an array of Sugar ids; one is empty.");
    }
    RunRequest request =
        new RunRequest(
            RunRequest.Trigger.API, order.dryRun(), order.full(), order.allowRemovals(), records);
    return new Started(String.valueOf(starter.start(id, request)));
  }

  /**
   * Switches the schedule of a sync off.
   *
   * @return the sync as it stands then
   * @throws NoSuchThing if there is none of that id
   */
  public SyncView pause(@Variable("sync") String id) {
    LoadedSync sync = loaded(id);
    starter.pause(sync.id());
    return one(id);
  }

  /**
   * Switches the schedule of a sync on again.
   *
   * @return the sync as it stands then
   * @throws NoSuchThing if there is none of that id
   */
  public SyncView resume(@Variable("sync") String id) {
    LoadedSync sync = loaded(id);
    starter.resume(sync.id());
    return one(id);
  }

  private SyncView view(LoadedSync sync, boolean paused, @Nullable RunView lastRun) {
    ListSync definition = sync.definition();
    boolean shownPaused = paused && sync.state() != LoadedSync.State.REFUSED;
    return new SyncView(
        sync.id(),
        definition == null ? null : definition.list(),
        definition == null ? null : definition.account(),
        sync.file(),
        DefinitionView.word(shownPaused ? LoadedSync.State.PAUSED : sync.state()),
        sync.errors(),
        sync.loadedAt(),
        paused ? null : fires.ofSync(sync.id()),
        drift(sync.id()),
        lastRun,
        definition == null ? null : DefinitionView.of(definition));
  }

  private long drift(String list) {
    return database
        .sql(
            "select count(*) from member"
                + " where list_id = :list and drift <> '{}' and removed_at is null")
        .param("list", list)
        .query(Long.class)
        .single();
  }

  private Set<String> paused(Collection<String> ids) {
    return new HashSet<>(
        database
            .sql("select id from sync where paused and id = any(:syncs)")
            .param("syncs", ids.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  private LoadedSync loaded(String id) {
    return syncs.find(id).orElseThrow(() -> new NoSuchThing("There is no sync \"" + id + "\"."));
  }

  /**
   * Answer of the call that starts a run.
   *
   * @param id id of the run
   */
  public record Started(String id) {}
}
