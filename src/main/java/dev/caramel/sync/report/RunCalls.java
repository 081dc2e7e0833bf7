package dev.caramel.sync.report;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.NotNow;
import dev.caramel.api.Page;
import dev.caramel.sync.RunStarter;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the API tells of runs, and the end of one that nobody wants any more. */
@Component
public class RunCalls {
  private final RunRows runs;
  private final RunStarter starter;

  RunCalls(RunRows runs, RunStarter starter) {
    this.runs = runs;
    this.starter = starter;
  }

  /**
   * A page of the run ledger, newest first.
   *
   * @param sync id of the sync that the runs are of, or null for all
   * @param program id of the maintenance program that they are of, or null for all
   * @param outcome outcome that the runs have, or null for all
   * @param after id of the run behind which to begin; null for the newest
   */
  public Page<RunView> page(
      @Variable("sync") @Nullable String sync,
      @Variable("program") @Nullable String program,
      @Variable("outcome") @Nullable String outcome,
      @Variable("after") @Nullable Long after,
      @Variable("limit") int limit) {
    long before = after == null ? Long.MAX_VALUE : after;
    return Page.of(
        "runs", runs.read(sync, program, outcome, before, limit + 1), limit, RunView::id);
  }

  /**
   * One run.
   *
   * @throws NoSuchThing if there is none of that id
   */
  public RunView one(@Variable("run") long run) {
    return runs.find(run).orElseThrow(() -> new NoSuchThing("There is no run " + run + "."));
  }

  /**
   * Has a run end at its next page.
   *
   * @return the run as it stands now
   * @throws NoSuchThing if there is none of that id
   * @throws NotNow if it has ended
   */
  public RunView cancel(@Variable("run") long run) {
    RunView asked = one(run);
    if (!starter.cancel(run)) {
      throw new NotNow("The run " + run + " has ended: " + one(run).outcome() + ".");
    }
    return asked;
  }
}
