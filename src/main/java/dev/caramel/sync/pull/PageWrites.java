package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sync.run.RunCounts;
import dev.caramel.sync.run.RunFence;
import dev.caramel.sync.run.Samples;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
  private final TransformStep transform;
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
      TransformStep transform,
      TransactionTemplate transaction) {
    this.held = held;
    this.members = members;
    this.addresses = addresses;
    this.sweepRows = sweepRows;
    this.candidates = candidates;
    this.rejections = rejections;
    this.state = state;
    this.fence = fence;
    this.transform = transform;
    this.transaction = transaction;
  }

  /**
   * What one answer brought.
   *
   * @param records records of the source, in full
   * @param unchanged ids of those that were not transformed, because they are what is held
   * @param left ids of records that were read and are not of the source
   * @param rejected records that could not be applied
   * @param places where the walk is to go on from behind the page; none where none is to be kept
   */
  private record Batch(
      List<SourceRecord> records,
      Set<String> unchanged,
      List<String> left,
      List<PullRejections.Rejected> rejected,
      List<PageCursor> places) {}

  /**
   * Applies records that were read in full.
   *
   * @param places where the walk is to go on from behind this page; none where none is to be kept
   * @return how many members these records have of those who were there when the pull began; less
   *     than 0 where that is not known
   */
  int apply(Pull pull, Collection<SourceRecord> read, List<PageCursor> places) {
    // A record that comes twice in one answer counts once: its last form.
    Map<String, SourceRecord> unique = new LinkedHashMap<>();
    read.forEach(record -> unique.put(record.id(), record));
    List<SourceRecord> records = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (SourceRecord record : unique.values()) {
      if (pull.source.holds(record)) {
        records.add(record);
      } else {
        left.add(record.id());
      }
    }
    pull.recordsMet += records.size();
    List<SourceRecord> met = List.copyOf(records);
    Set<String> unchanged =
        pull.sync().transform() == null ? Set.of() : held.unchanged(pull, records);
    List<PullRejections.Rejected> rejected = transform.apply(pull, records, unchanged);
    Batch batch = new Batch(records, unchanged, left, rejected, places);
    try {
      return commit(pull, batch, met);
    } catch (DataIntegrityViolationException e) {
      pull.alone = false;
      oneByOne(pull, batch, met);
      return -1;
    }
  }

  /** An edit by somebody else may come between; then the page is compared once more. */
  private int commit(Pull pull, Batch batch, List<SourceRecord> met) {
    for (int tries = 1; ; tries++) {
      try {
        return Objects.requireNonNull(transaction.execute(status -> write(pull, batch, met)));
      } catch (ConcurrencyFailureException e) {
        if (tries == AT_MOST) {
          throw e;
        }
      }
    }
  }

  private int write(Pull pull, Batch batch, List<SourceRecord> met) {
    fence.check(pull.run);
    PageComparison page = new PageComparison(pull, held, batch.records(), batch.unchanged(), met);
    List<PullRejections.Rejected> rejected = new ArrayList<>(batch.rejected());
    rejected.addAll(PullRejections.unstorable(page));
    RunCounts.Page counts = page.counts();
    counts.read += batch.left().size() + batch.rejected().size();
    if (pull.sweeps) {
      sweepRows.keep(pull.sweep, met);
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
      rejections.settle(pull, batch.records(), rejected);
      rejections.settle(pull, batch.left());
      candidates.isBack(pull, page.members());
    }
    candidates.left(pull, batch.left(), "left-source");
    if (!batch.places().isEmpty() && !pull.dry()) {
      state.keepCheckpoint(pull, batch.places());
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
  private void oneByOne(Pull pull, Batch batch, List<SourceRecord> met) {
    for (SourceRecord record : batch.records()) {
      try {
        commit(
            pull,
            new Batch(List.of(record), batch.unchanged(), List.of(), List.of(), List.of()),
            List.of(record));
      } catch (DataIntegrityViolationException e) {
        List<PullRejections.Rejected> one = List.of(PullRejections.refusedByDatabase(record, e));
        commit(pull, new Batch(List.of(), Set.of(), List.of(), one, List.of()), List.of(record));
      }
    }
    commit(
        pull, new Batch(List.of(), Set.of(), batch.left(), batch.rejected(), batch.places()), met);
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
