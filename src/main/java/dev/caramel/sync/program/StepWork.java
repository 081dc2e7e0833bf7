package dev.caramel.sync.program;

import dev.caramel.sync.run.Run;
import dev.caramel.sync.run.RunCounts;

/**
 * The work of one step on some members, in one transaction.
 *
 * @see ProgramSteps
 */
interface StepWork {
  /**
   * Works on the members of a range.
   *
   * @return what was done
   */
  RunCounts.Page on(Part part);

  /**
   * Some members of the list: those behind a number, up to another one.
   *
   * @param run the run
   * @param after number of the member behind which they begin
   * @param to number of the last one
   * @param samples how many changes a dry run shows, or 0
   */
  record Part(Run run, long after, long to, int samples) {}
}
