package dev.caramel.sync.run;

import dev.caramel.sync.program.MaintenanceProgram;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far a run of a maintenance program has come, committed with what it did: a run that is killed
 * is gone on with from there, so that no member is added to twice.
 */
@Component
public class ProgramCheckpoints {
  private static final String CLEAR_UNLESS_INTERRUPTED =
      """
      delete from program_checkpoint c
       where c.program_id = :program
         and (c.fingerprint <> :fingerprint
              or not exists (
                select from (select * from run where program_id = :program and not dry_run
                              order by id desc limit 1) last
                 where last.outcome = 'interrupted' and not last.cancel_asked))
      """;

  private static final String REACHED =
      """
      insert into program_checkpoint (program_id, fingerprint, step, after_id) values (?, ?, ?, ?)
      on conflict (program_id) do update set step = excluded.step, after_id = excluded.after_id
      """;

  private static final String DONE =
      """
      insert into program_checkpoint (program_id, fingerprint, done) values (?, ?, array[?])
      on conflict (program_id) do update
        set done = array_append(program_checkpoint.done, excluded.done[1]), step = null, after_id = 0
      """;

  private final JdbcClient jdbc;

  ProgramCheckpoints(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Where a step is to begin.
   *
   * @param done whether an interrupted run had done it to its end
   * @param after last member that it had looked at, or 0
   */
  public record Place(boolean done, long after) {
    /** The begin. */
    public static final Place BEGIN = new Place(false, 0);
  }

  /** Forgets where the last run stood, unless it was interrupted and had the same steps. */
  void clearUnlessInterrupted(MaintenanceProgram program) {
    jdbc.sql(CLEAR_UNLESS_INTERRUPTED)
        .param("program", program.id())
        .param("fingerprint", program.fingerprint())
        .update();
  }

  /** Forgets it, because the run has ended. */
  void clear(ProgramRun run) {
    jdbc.sql("delete from program_checkpoint where program_id = ?")
        .param(run.program().id())
        .update();
  }

  /** Where that step of the run is to begin; each answer is given once. */
  public Place of(ProgramRun run, String step) {
    Optional<Place> place =
        run.goneOnWith(
            () ->
                jdbc.sql("select done, step, after_id from program_checkpoint where program_id = ?")
                    .param(run.program().id())
                    .query(
                        (rs, row) ->
                            new ProgramRun.Resumed(
                                List.of((String[]) rs.getArray("done").getArray()),
                                rs.getString("step"),
                                rs.getLong("after_id")))
                    .optional(),
            step);
    return place.orElse(Place.BEGIN);
  }

  /** A step has come as far as that member; call it in the transaction of what it did. */
  public void reached(ProgramRun run, String step, long after) {
    jdbc.sql(REACHED).params(run.program().id(), run.program().fingerprint(), step, after).update();
  }

  /** A step has come to its end; call it in a transaction that checks the fence. */
  public void done(ProgramRun run, String step) {
    jdbc.sql(DONE).params(run.program().id(), run.program().fingerprint(), step).update();
  }
}
