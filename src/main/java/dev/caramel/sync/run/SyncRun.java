package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunRequest;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One run of a sync on this node, from the begin to the end of the exchange of its route. The
 * shared blocks find it on the exchange.
 */
public final class SyncRun extends Run {
  private final ListSync sync;
  private volatile @Nullable String approval;
  private volatile boolean pulled;

  SyncRun(long id, ListSync sync, RunRequest request, String mode, long fence, Instant startedAt) {
    super(id, RunOwner.of(sync), request, mode, fence, startedAt);
    this.sync = sync;
  }

  /**
   * The run that this exchange is part of.
   *
   * @throws IllegalStateException if the exchange did not begin in a sync's route
   */
  public static SyncRun of(Exchange exchange) {
    if (!(exchange.getProperty(PROPERTY) instanceof SyncRun run)) {
      throw new IllegalStateException(
          "direct:pull-from-sugar and direct:push-to-sugar are steps of a sync's own route; the"
              + " route "
              + exchange.getFromRouteId()
              + " is none: its file belongs into routes/syncs and needs a definition of type"
              + " dev.caramel.sync.ListSync");
    }
    return run;
  }

  /** The definition as it stood when the run began; an edit waits until it has ended. */
  public ListSync sync() {
    return sync;
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

  @Override
  @Nullable String approval() {
    return approval;
  }

  /** Says that the pull of this run read all that it was to read. */
  public void pulled() {
    pulled = true;
  }

  /** A pull that reached its end, not dry, not limited. */
  @Override
  boolean complete() {
    return (pulled || sync.pull() == null) && !request().dryRun() && request().records().isEmpty();
  }
}
