package dev.caramel.ops;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sync, for JMX: {@code dev.caramel:type=Sync,name=<id>}. Times are ISO 8601 in UTC, to the
 * second, and null where there is none. Figures come from the ledger of runs, which all nodes
 * share, and are at most five seconds old. Dry runs do not show.
 */
public interface SyncMXBean {
  /** Name of the list, for people. */
  @Nullable String getList();

  /**
   * State of the definition: {@code ready}, {@code unverified}, {@code pending}, {@code paused}.
   */
  @Nullable String getState();

  /** {@code up}, {@code degraded} or {@code down}. */
  String getHealth();

  /** What is the matter, in sentences; empty while the health is up. */
  String getReason();

  /**
   * Names of the conditions that hold now: {@code file-refused}, {@code edit-refused}, {@code
   * unverified}, {@code failed}, {@code interrupted}, {@code needs-approval}, {@code noted}, {@code
   * found-nothing}, {@code field-missing}, {@code login-refused}, {@code schedule-did-not-fire}.
   */
  List<String> getConditions();

  /** How many removals wait for approval. */
  long getPendingRemovals();

  /**
   * Outcome of the newest run: {@code running}, {@code succeeded}, {@code
   * succeeded-with-rejections}, {@code needs-approval}, {@code failed}, {@code interrupted}; null
   * if the sync never ran.
   */
  @Nullable String getLastOutcome();

  /** Why the newest run ended as it did; null where there is nothing to say. */
  @Nullable String getLastCause();

  /** Start of the newest run. */
  @Nullable String getLastStart();

  /** End of the newest complete run that ended well. */
  @Nullable String getLastSuccess();

  /** Length of the newest run in seconds, so far if it is under way; -1 if there is none. */
  double getLastDurationSeconds();

  /**
   * Seconds since the start of the newest complete run that ended well: how far the list may be
   * behind Sugar; -1 if there is none.
   */
  double getLagSeconds();

  /** When the schedule fires next; null without a schedule. */
  @Nullable String getNextFireTime();

  /** Whether somebody paused the schedule. */
  boolean isPaused();

  /** Records that the newest run read in full; ids that it only swept do not count. */
  long getRead();

  /** Members that the newest run added to the list. */
  long getAdded();

  /** Members that the newest run updated in the list. */
  long getUpdated();

  /** Members that the newest run removed from the list. */
  long getRemoved();

  /** Records of the newest run that were as the list had them. */
  long getUnchanged();

  /** Changes of the newest run that a rule which is off left out. */
  long getSkipped();

  /** Records that the newest run updated in Sugar. */
  long getPushed();

  /** Records that the newest run created in Sugar. */
  long getCreated();

  /** Members that the newest run tied to records which existed. */
  long getLinked();

  /** Records that the newest run could not apply. */
  long getRejected();

  /** Rejections of all runs that wait for a retry or to be dismissed. */
  long getOpenRejections();

  /**
   * Starts a run now, on this node, and does not wait for its end.
   *
   * @return id of the run
   * @throws IllegalStateException if one is under way, or the sync cannot run; the message says why
   */
  long run();

  /**
   * Starts a run that reads everything.
   *
   * @return id of the run
   * @throws IllegalStateException if one is under way, or the sync cannot run
   */
  long fullRun();

  /**
   * Starts a run that writes nothing but its own row in the ledger.
   *
   * @return id of the run
   * @throws IllegalStateException if one is under way, or the sync cannot run
   */
  long dryRun();

  /**
   * Starts a run that lets those removals through that wait for approval now.
   *
   * @return id of the run
   * @throws IllegalStateException if one is under way, or the sync cannot run
   */
  long allowRemovals();

  /**
   * Ends the run that is under way, on whatever node, at its next page. It becomes {@code
   * interrupted} and is not gone on with by itself.
   *
   * @return id of the run
   * @throws IllegalStateException if none is under way
   */
  long cancel();

  /**
   * Says why somebody is in the list, or is not, a sentence a line. It asks Sugar, for a few
   * seconds at most.
   *
   * @param person an email address, or the id of a Sugar record
   */
  String explain(String person);

  /** Switches the schedule off, on all nodes, until it is resumed. A run under way goes on. */
  void pause();

  /** Switches the schedule on again, on all nodes. */
  void resume();
}
