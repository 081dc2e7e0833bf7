package dev.caramel.sync.pull;

import dev.caramel.sync.run.RunCondition;
import dev.caramel.sync.run.RunFence;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Last step of a pull: what it reached is committed, so that the next one begins there. */
@Component("pullEnd")
public class PullEnd {
  private final PullState state;
  private final PullSettings settings;
  private final RunFence fence;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  PullEnd(
      PullState state,
      PullSettings settings,
      RunFence fence,
      JdbcClient jdbc,
      TransactionTemplate transaction) {
    this.state = state;
    this.settings = settings;
    this.fence = fence;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** Moves the watermark and forgets the scratch rows. */
  public void finish(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    nothingFound(pull);
    waiting(pull);
    transaction.executeWithoutResult(
        status -> {
          fence.check(pull.run);
          if (!pull.dry() && !pull.isLimited()) {
            Set<String> fields = new TreeSet<>();
            pull.layout.fields().forEach(field -> fields.add(field.name()));
            boolean full = pull.isReadingEverything();
            state.complete(pull, watermark(pull), fields, full, pull.sweptAll);
          }
          state.clean(pull.run);
        });
    pull.run.pulled();
  }

  /**
   * Sugar's time when the pull began, less the overlap: nothing that was committed late is passed,
   * and a record dated in the future does not move it. It goes back where Sugar's clock was put
   * back.
   */
  private Instant watermark(Pull pull) {
    return pull.sugarBeganAt.minus(settings.overlap());
  }

  private static void nothingFound(Pull pull) {
    if (pull.isFoundNothing()) {
      pull.run.note(
          RunCondition.FOUND_NOTHING,
          "Sugar answered with no record at all, although the list has %,d members"
              .formatted(pull.membersAtBegin()));
    }
  }

  /** Removals that wait keep the outcome from being green, also in runs that found no further. */
  private void waiting(Pull pull) {
    int waiting =
        jdbc.sql("select count(*) from pending_removal where sync_id = ?")
            .param(pull.sync().id())
            .query(Integer.class)
            .single();
    if (waiting > 0) {
      pull.run.needsApprovalToo(
          "%,d removals wait for approval: let them go with POST /api/syncs/%s/runs {\"allowRemovals\":true}"
              .formatted(waiting, pull.sync().id()));
    }
  }
}
