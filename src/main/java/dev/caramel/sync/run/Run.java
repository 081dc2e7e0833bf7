package dev.caramel.sync.run;

import dev.caramel.sync.RunRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One run on this node, of a sync or of a maintenance program, from the begin to the end of the
 * exchange of its route. The steps of the route find it on the exchange.
 */
public abstract sealed class Run permits SyncRun, ProgramRun {
  static final String PROPERTY = "caramelRun";

  private final long id;
  private final RunOwner owner;
  private final RunRequest request;
  private final long fence;
  private final Instant startedAt;
  private final RunCounts counts = new RunCounts();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, String> conditions = new TreeMap<>();
  private final Samples samples = new Samples();
  private volatile String mode;
  private volatile @Nullable String stopReason;
  private volatile @Nullable Long total;
  private volatile boolean handedOn;

  Run(long id, RunOwner owner, RunRequest request, String mode, long fence, Instant startedAt) {
    this.id = id;
    this.owner = owner;
    this.request = request;
    this.mode = mode;
    this.fence = fence;
    this.startedAt = startedAt;
  }

  /**
   * The run that this exchange is part of.
   *
   * @throws IllegalStateException if the exchange began in no route of a sync or program
   */
  public static Run of(Exchange exchange) {
    Run run = exchange.getProperty(PROPERTY, Run.class);
    if (run == null) {
      throw new IllegalStateException(
          "the steps of maintenance programs belong into the route of a program (routes/programs)"
              + " or of a sync (routes/syncs), and the route "
              + exchange.getFromRouteId()
              + " is neither");
    }
    return run;
  }

  /** Number of the run in the ledger. */
  public long id() {
    return id;
  }

  /** Whose run it is. */
  public RunOwner owner() {
    return owner;
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

  /** How many records the source has, or null where it was not asked. */
  public @Nullable Long total() {
    return total;
  }

  /** Sets how many records the source has. */
  public void total(long records) {
    total = records;
  }

  /** What waits for a person, or null; the outcome is then needs-approval. */
  @Nullable String approval() {
    return null;
  }

  /** Whether it may count as a complete run, so that fires of before need nothing any more. */
  abstract boolean complete();

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
