package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sync.run.RunCounts;
import dev.caramel.sync.run.RunFence;
import dev.caramel.sync.run.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies a page to the list: rows, addresses, ids met, counts and the place of the walk in one
 * transaction, so that a kill at any moment leaves a list that the next run can go on from.
 */
@Component
class PageWrites {
  private static final int AT_MOST = 5;

  private final HeldMembers held;
  private final MemberWrites members;
  private final AddressStates addresses;
  private final SweepRows sweepRows;
  private final RemovalCandidates candidates;
  private final PullRejections rejections;
  private final PullState state;
  private final RunFence fence;
  private final TransactionTemplate transaction;

  PageWrites(
      HeldMembers held,
      MemberWrites members,
      AddressStates addresses,
      SweepRows sweepRows,
      RemovalCandidates candidates,
      PullRejections rejections,
      PullState state,
      RunFence fence,
      TransactionTemplate transaction) {
    this.held = held;
    this.members = members;
    this.addresses = addresses;
    this.sweepRows = sweepRows;
    this.candidates = candidates;
    this.rejections = rejections;
    this.state = state;
    this.fence = fence;
    this.transaction = transaction;
  }

  /**
   * Applies records that were read in full and made ready.
   *
   * @param places where the walk is to go on from behind this page; none where none is to be kept
   * @return how many members these records have of those who were there when the pull began; less
   *     than 0 where that is not known
   */
  int apply(Pull pull, PageContent content, List<PageCursor> places) {
    pull.recordsMet += content.met().size();
    try {
      return commit(pull, content, places);
    } catch (DataIntegrityViolationException e) {
      pull.alone = false;
      oneByOne(pull, content, places);
      return -1;
    }
  }

  /** An edit by somebody else may come between; then the page is compared once more. */
  private int commit(Pull pull, PageContent content, List<PageCursor> places) {
    for (int tries = 1; ; tries++) {
      try {
        return Objects.requireNonNull(transaction.execute(status -> write(pull, content, places)));
      } catch (ConcurrencyFailureException e) {
        if (tries == AT_MOST) {
          throw e;
        }
      }
    }
  }

  private int write(Pull pull, PageContent content, List<PageCursor> places) {
    fence.check(pull.run);
    PageComparison page = new PageComparison(pull, held, content);
    List<PullRejections.Rejected> rejected = new ArrayList<>(content.rejected());
    rejected.addAll(PullRejections.unstorable(page));
    RunCounts.Page counts = page.counts();
    counts.read += content.left().size() + content.rejected().size();
    if (pull.sweeps) {
      sweepRows.keep(pull.sweep, content.met());
    } else if (pull.keepsMembers()) {
      sweepRows.keepMembers(pull.sweep, page.members());
    }
    if (pull.dry()) {
      counts.rejected += rejected.size();
    } else {
      members.write(pull.sync().id(), page.changes());
      if (pull.alone) {
        pull.newestOwn = held.newest(pull.sync().id());
      }
      addresses.take(pull, page.otherAddresses());
      counts.rejected += rejections.keep(pull, rejected);
      rejections.settle(pull, content.records(), rejected);
      rejections.settle(pull, content.left());
      candidates.isBack(pull, page.members());
    }
    candidates.left(pull, content.left(), "left-source");
    if (!places.isEmpty() && !pull.dry()) {
      state.keepCheckpoint(pull, places);
    }
    fence.conflicts(pull.run, page.conflicts());
    fence.count(pull.run, counts);
    pull.keptOut += page.keptOut();
    if (pull.dry()) {
      sample(pull, page.changes());
    }
    return page.membersOfThen();
  }

  /** One value that the database refuses must not cost the page: each record by itself. */
  private void oneByOne(Pull pull, PageContent content, List<PageCursor> places) {
    for (SourceRecord record : content.records()) {
      try {
        commit(pull, content.only(record), List.of());
      } catch (DataIntegrityViolationException e) {
        commit(
            pull,
            PageContent.onlyRejected(record, PullRejections.refusedByDatabase(record, e)),
            List.of());
      }
    }
    commit(pull, content.withoutRecords(), places);
  }

  private static void sample(Pull pull, List<Change> changes) {
    for (Change change : changes) {
      String kind =
          switch (change.kind()) {
            case ADD, RETURN -> "added";
            case UPDATE -> "updated";
            case LINK -> "linked";
            case TOUCH, SEE -> "";
          };
      if (!kind.isEmpty() && pull.run.samples().wants(kind)) {
        Map<String, Object> columns = new LinkedHashMap<>();
        pull.sync()
            .columns()
            .forEach(column -> columns.put(column.name(), change.values().get(column.field())));
        pull.run
            .samples()
            .add(kind, new Samples.Sample(change.record().id(), change.email(), columns));
      }
    }
  }
}
