package dev.caramel.sync;

import java.util.List;

/**
 * What a run is asked to do.
 *
 * @param trigger what asked for it
 * @param dryRun whether nothing is written but the run's own row
 * @param full whether everything is read
 * @param allowRemovals whether the removals that wait are let through
 * @param records Sugar ids that it is limited to; empty for all
 */
public record RunRequest(
    Trigger trigger, boolean dryRun, boolean full, boolean allowRemovals, List<String> records) {

  /** What a run can be started by, in the words of the API (lower case). */
  public enum Trigger {
    SCHEDULE,
    API,
    JMX,
    START
  }

  /** A plain run by that trigger. */
  public static RunRequest by(Trigger trigger) {
    return new RunRequest(trigger, false, false, false, List.of());
  }
}
