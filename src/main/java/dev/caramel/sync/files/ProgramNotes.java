package dev.caramel.sync.files;

import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.SurroundingRules;
import dev.caramel.sync.definition.SyncFile;
import dev.caramel.sync.program.LoadedProgram;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Judges loaded maintenance programs again when something around them has changed: a list that lost
 * a column, a sync that fires at another time, runs that take longer.
 */
final class ProgramNotes {
  private static final Logger log = LoggerFactory.getLogger(ProgramNotes.class);

  private static final String USUAL_LENGTH =
      """
      select coalesce(percentile_cont(0.5) within group (order by extract(epoch from length)), 0)
        from (select ended_at - started_at as length from run
               where program_id = ? and not dry_run
                 and outcome in ('succeeded', 'succeeded-with-rejections')
               order by id desc limit 10) recent
      """;

  private final JdbcClient database;
  private final ProgramRegistry programs;
  private final ProgramTiming timing;

  ProgramNotes(JdbcClient database, ProgramRegistry programs, Clock clock) {
    this.database = database;
    this.programs = programs;
    this.timing = new ProgramTiming(clock, this::usualLength);
  }

  private Duration usualLength(String program) {
    double seconds =
        database.sql(USUAL_LENGTH).param(program).query(Double.class).optional().orElse(0.0);
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /**
   * Looks at all programs.
   *
   * @param refused paths of files whose newest text was refused: what is wrong there was told
   */
  void look(
      Collection<LoadedFile> files, Collection<String> refused, LoadedSurroundings surroundings) {
    SurroundingRules rules = new SurroundingRules(surroundings);
    List<SyncFile> syncs = files.stream().flatMap(file -> Stream.ofNullable(file.sync())).toList();
    for (LoadedFile file : files) {
      if (file.isProgram() && !refused.contains(file.source().path())) {
        List<Mistake> notes = new ArrayList<>(rules.judge(file.file()));
        notes.addAll(
            timing.of(
                new FileJudge.Read(file.source(), file.file(), null),
                syncs,
                sync -> rules.reached(sync.file())));
        tell(file.file().stem(), file.source().path(), List.copyOf(notes));
      }
    }
  }

  private void tell(String id, String path, List<Mistake> notes) {
    List<Mistake> before = programs.find(id).map(LoadedProgram::errors).orElse(List.of());
    if (!before.equals(notes)) {
      programs.told(id, notes);
      notes.stream()
          .filter(note -> !before.contains(note))
          .forEach(note -> log.warn("{}, line {}: {}", path, note.line(), note.message()));
    }
  }
}
