package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One run of a sync on this node, from the begin to the end of the exchange of its route. The
 * shared blocks find it on the exchange.
 */
public final class SyncRun {
  static final String PROPERTY = "caramelRun";

  private final long id;
  private final ListSync sync;
  private final RunRequest request;
  private final long fence;
  private final Instant startedAt;
  private final RunCounts counts = new RunCounts();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, String> conditions = new TreeMap<>();
  private final Samples samples = new Samples();
  private volatile String mode;
  private volatile @Nullable String stopReason;
  private volatile @Nullable String approval;
  private volatile @Nullable Long total;
  private volatile boolean pulled;
  private volatile boolean handedOn;

  SyncRun(long id, ListSync sync, RunRequest request, String mode, long fence, Instant startedAt) {
    this.id = id;
    this.sync = sync;
    this.request = request;
    this.mode = mode;
    this.fence = fence;
    this.startedAt = startedAt;
  }

  /**
   * The run that this exchange is part of.
   *
   * @throws IllegalStateException if the exchange did not begin in a sync's route
   */
  public static SyncRun of(Exchange exchange) {
    SyncRun run = exchange.getProperty(PROPERTY, SyncRun.class);
    if (run == null) {
      throw new IllegalStateException(
          "direct:pull-from-sugar and direct:push-to-sugar are steps of a sync's own route; the"
              + " route "
              + exchange.getFromRouteId()
              + " is none: its file belongs into routes/syncs and needs a definition of type"
              + " dev.caramel.sync.ListSync");
    }
    return run;
  }

  /** Number of the run in the ledger. */
  public long id() {
    return id;
  }

  /** The definition as it stood when the run began; an edit waits until it has ended. */
  public ListSync sync() {
    return sync;
  }

  /** What was asked for. */
  public RunRequest request() {
    return request;
  }

  /** Number of the lease; a commit that finds another one is refused. */
  public long fence() {
    return fence;
  }

  /** When the run began, by this machine's clock. */
  public Instant startedAt() {
    return startedAt;
  }

  /** What was done so far. */
  public RunCounts counts() {
    return counts;
  }

  /** Changes of a dry run, up to twenty of each kind. */
  public Samples samples() {
    return samples;
  }

  /** {@code first}, {@code changes} or {@code full}. */
  public String mode() {
    return mode;
  }

  /** Sets the mode, once the pull has decided what to read. */
  public void mode(String decided) {
    mode = decided;
  }

  /** Keeps a condition that a person should read although the run goes on; each one once. */
  public synchronized void note(String condition) {
    if (!notes.contains(condition)) {
      notes.add(condition);
    }
  }

  /** The same for a condition that has a name. */
  public synchronized void note(RunCondition condition, String sentence) {
    note(sentence);
    met(condition, sentence);
  }

  /** Keeps a named condition whose sentence is told otherwise, as the cause of a failure. */
  public synchronized void met(RunCondition condition, String sentence) {
    conditions.merge(
        condition.word(), sentence, (one, two) -> one.contains(two) ? one : one + ". " + two);
  }

  synchronized Map<String, String> conditions() {
    return new TreeMap<>(conditions);
  }

  synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  /** Says that something waits for a person, and for what; the outcome is then needs-approval. */
  public void needsApproval(String what) {
    approval = what;
  }

  /** The same, unless something more precise was said before. */
  public void needsApprovalToo(String what) {
    if (approval == null) {
      approval = what;
    }
  }

  @Nullable String approval() {
    return approval;
  }

  /** How many records the source has, or null where it was not asked. */
  public @Nullable Long total() {
    return total;
  }

  /** Sets how many records the source has. */
  public void total(long records) {
    total = records;
  }

  /** Says that the pull of this run read all that it was to read. */
  public void pulled() {
    pulled = true;
  }

  /** Whether it may count as a complete run: a pull that reached its end, not dry, not limited. */
  boolean complete() {
    return (pulled || sync.pull() == null) && !request.dryRun() && request.records().isEmpty();
  }

  /** Asks the run to end at its next page. */
  void stop(String reason) {
    stopReason = reason;
  }

  /**
   * Asks the run to end at its next page, and another node (or the next start) to go on with it.
   */
  void handOn(String reason) {
    handedOn = true;
    stop(reason);
  }

  /** Whether the run is to be gone on with as soon as it has ended. */
  boolean isHandedOn() {
    return handedOn;
  }

  /** Why the run was asked to end, or null. */
  @Nullable String stopReason() {
    return stopReason;
  }

  /**
   * Ends the run if somebody asked for it.
   *
   * @throws RunStopped with the reason
   */
  public void goOn() {
    String reason = stopReason;
    if (reason != null) {
      throw new RunStopped(reason);
    }
  }
}
