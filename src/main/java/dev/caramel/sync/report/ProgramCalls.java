package dev.caramel.sync.report;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.Page;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.program.LoadedProgram;
import dev.caramel.sync.program.MaintenanceProgram;
import dev.caramel.sync.program.ProgramStarter;
import dev.caramel.sync.program.Programs;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the API tells of maintenance programs, and what it can have them do. */
@Component
public class ProgramCalls {
  private final Programs programs;
  private final ProgramStarter starter;
  private final RunRows runs;
  private final NextFires fires;
  private final JdbcClient database;

  ProgramCalls(
      Programs programs,
      ProgramStarter starter,
      RunRows runs,
      NextFires fires,
      JdbcClient database) {
    this.programs = programs;
    this.starter = starter;
    this.runs = runs;
    this.fires = fires;
    this.database = database;
  }

  /** A page of all programs, by id; also of those whose files were refused. */
  public Page<ProgramView> page(
      @Variable("after") @Nullable String after, @Variable("limit") int limit) {
    List<LoadedProgram> rows =
        programs.all().stream()
            .filter(program -> after == null || program.id().compareTo(after) > 0)
            .limit(limit + 1L)
            .toList();
    Page<LoadedProgram> page = Page.of("programs", rows, limit, LoadedProgram::id);
    List<String> ids = page.things().stream().map(LoadedProgram::id).toList();
    Set<String> paused = paused(ids);
    Map<String, RunView> lastRuns = runs.lastOfPrograms(ids);
    return page.map(one -> view(one, paused.contains(one.id()), lastRuns.get(one.id())));
  }

  /**
   * One program.
   *
   * @throws NoSuchThing if there is none of that id
   */
  public ProgramView one(@Variable("program") String id) {
    LoadedProgram program = loaded(id);
    List<String> ids = List.of(id);
    return view(program, paused(ids).contains(id), runs.lastOfPrograms(ids).get(id));
  }

  /**
   * Starts a run and returns while it goes on.
   *
   * @throws ProgramStarter.NoSuchProgram if no program has that id
   * @throws ProgramStarter.ProgramRefused if its file has no loaded definition
   * @throws ProgramStarter.ProgramBusy if a run of it is under way
   */
  public SyncCalls.Started start(
      @Variable("program") String id, @Variable("body") ProgramOrder order) {
    RunRequest request =
        new RunRequest(RunRequest.Trigger.API, order.dryRun(), false, false, List.of());
    return new SyncCalls.Started(String.valueOf(starter.start(id, request)));
  }

  /**
   * Switches the schedule of a program off. As a step of a sync it goes on to run with that.
   *
   * @return the program as it stands then
   * @throws NoSuchThing if there is none of that id
   */
  public ProgramView pause(@Variable("program") String id) {
    starter.pause(loaded(id).id());
    return one(id);
  }

  /**
   * Switches the schedule of a program on again.
   *
   * @return the program as it stands then
   * @throws NoSuchThing if there is none of that id
   */
  public ProgramView resume(@Variable("program") String id) {
    starter.resume(loaded(id).id());
    return one(id);
  }

  private ProgramView view(LoadedProgram program, boolean paused, @Nullable RunView lastRun) {
    MaintenanceProgram definition = program.definition();
    boolean shownPaused = paused && program.state() != LoadedSync.State.REFUSED;
    return new ProgramView(
        program.id(),
        program.description(),
        program.file(),
        DefinitionView.word(shownPaused ? LoadedSync.State.PAUSED : program.state()),
        program.errors(),
        program.loadedAt(),
        paused ? null : fires.ofProgram(program.id()),
        lastRun,
        definition == null ? List.of() : definition.steps());
  }

  private Set<String> paused(Collection<String> ids) {
    return new HashSet<>(
        database
            .sql("select id from program where paused and id = any(:programs)")
            .param("programs", ids.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  private LoadedProgram loaded(String id) {
    return programs
        .find(id)
        .orElseThrow(() -> new NoSuchThing("There is no program \"" + id + "\"."));
  }
}
