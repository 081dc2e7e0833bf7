package dev.caramel.sync.pull;

import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarModule;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordLayout;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sync.ListSync;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks at single records in Sugar with the eyes of a sync: are they there, are they of its source.
 */
@Component
public class SourceLook {
  private final Sugar sugar;
  private final PullPlanner planner;
  private final SourceResolver sources;

  SourceLook(Sugar sugar, PullPlanner planner, SourceResolver sources) {
    this.sugar = sugar;
    this.planner = planner;
    this.sources = sources;
  }

  /**
   * One record of the sync's module.
   *
   * @param teams its teams, or null where the sync names none
   * @param matches whether it matches the filter and is on the target list that the source names
   */
  public record Sighting(
      String id,
      boolean deleted,
      boolean converted,
      @Nullable List<String> teams,
      boolean matches) {}

  /**
   * The record of that id: empty if Sugar has none, or shows none to our user.
   *
   * @throws dev.caramel.sugar.SugarException if Sugar can't be asked
   * @throws PullFailed if the source can't be made of what Sugar has
   */
  public List<Sighting> byId(ListSync sync, String id) {
    return look(sync, source -> source.anywhere(List.of(id)));
  }

  /**
   * The records with that address that are not deleted.
   *
   * @throws dev.caramel.sugar.SugarException if Sugar can't be asked
   * @throws PullFailed if the source can't be made of what Sugar has
   */
  public List<Sighting> byEmail(ListSync sync, String email) {
    return look(sync, source -> source.withAddress(email));
  }

  private List<Sighting> look(ListSync sync, Function<Source, SugarRequest<RecordPage>> request) {
    String connection = planner.connection(sync);
    SugarModule module =
        sugar
            .module(connection, sync.module())
            .orElseThrow(() -> new PullFailed("Sugar has no module \"" + sync.module() + "\""));
    Source source = sources.resolve(connection, sync, module);
    List<SourceRecord> found = sugar.call(request.apply(source)).records();
    Set<String> matching = matching(source, found);
    return found.stream()
        .map(
            record ->
                new Sighting(
                    record.id(),
                    record.deleted(),
                    record.converted(),
                    record.teams(),
                    matching.contains(record.id())))
        .toList();
  }

  private Set<String> matching(Source source, List<SourceRecord> found) {
    List<String> ids = found.stream().map(SourceRecord::id).toList();
    if (ids.isEmpty() || !source.narrowed()) {
      return Set.copyOf(ids);
    }
    RecordLayout layout = new RecordLayout(List.of(), source.extras());
    return sugar.call(source.named(ids, layout)).records().stream()
        .map(SourceRecord::id)
        .collect(Collectors.toSet());
  }
}
