package dev.caramel.ops;

import org.jspecify.annotations.Nullable;

/**
 * A maintenance program, {@code dev.caramel:type=Program,name=<id>}: how its last run (no dry one)
 * went, and what it can be told to do. Figures are at most five seconds old.
 */
public interface ProgramMXBean {
  /** What its file says of it. */
  String getDescription();

  /** {@code ready}, {@code pending}, {@code refused} or {@code paused}; null if it is gone. */
  @Nullable String getState();

  /** {@code up}, {@code degraded} or {@code down}. */
  String getHealth();

  /** What is the matter, in words; empty if it is well. */
  String getReason();

  /** Outcome of the last run, {@code running} while it goes on; null if it never ran. */
  @Nullable String getLastOutcome();

  /** Why the last run failed; null if it did not. */
  @Nullable String getLastCause();

  /** When the last run began, in ISO 8601; null if it never ran. */
  @Nullable String getLastStart();

  /** When the last run that ended well ended, in ISO 8601; null if there was none. */
  @Nullable String getLastSuccess();

  /** Length of the last run in seconds, so far if it goes on; -1 if it never ran. */
  double getLastDurationSeconds();

  /** When its schedule fires next, in ISO 8601; null without a schedule. */
  @Nullable String getNextFireTime();

  /** Whether its schedule is switched off. */
  boolean isPaused();

  /** Members that the steps of the last run looked at, in sum. */
  long getRead();

  /** Members that the last run added to another list. */
  long getAdded();

  /** Members whose value the last run changed. */
  long getUpdated();

  /** Members that the last run removed. */
  long getRemoved();

  /** Members that the last run left as they were. */
  long getUnchanged();

  /** Members for whom a value was none for their column, in the last run. */
  long getSkipped();

  /** Starts a run now, and gives its id. */
  long run();

  /** Starts a run that writes nothing but its own row, and gives its id. */
  long dryRun();

  /** Has the run that is under way end, and gives its id. */
  long cancel();

  /** Switches its schedule off, on all nodes; as a step of a sync it goes on to run. */
  void pause();

  /** Switches its schedule on again. */
  void resume();
}
