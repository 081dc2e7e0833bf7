package dev.caramel.sync.pull;

import dev.caramel.sugar.value.RecordLayout;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.run.SyncRun;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One pull, from its plan to its end. It rides on the exchange as the property {@code pull}, so
 * that the routes can ask it what to do next. Only the thread of the run touches it, but for the
 * walk over pages: there the next pages are read on other threads, those before them are prepared
 * on one and those before these are written on another. What they leave for each other, they leave
 * on the {@link PageWalk}.
 */
public final class Pull {
  static final String PROPERTY = "pull";

  /** What a pull reads. */
  enum Mode {
    FIRST,
    CHANGES,
    FULL
  }

  final SyncRun run;
  final Source source;
  final RecordLayout layout;
  final MappedColumns columns;
  final Mode mode;
  final String fingerprint;

  /** Columns that the definition has got since the last complete pull, by field. */
  final Set<String> newFields;

  /** False after a change of the definition: then every record is compared in full. */
  final boolean trustsHashes;

  /** When the pull (or the interrupted one that it goes on with) began, on the database's clock. */
  final Instant beganAt;

  final Instant sugarBeganAt;
  final @Nullable Instant watermark;

  /** Since when changed opt-outs wait to be read; null where the watermark says it. */
  final @Nullable Instant optOutsSince;

  final boolean sweeps;
  final long sweep;

  private final Supplier<Long> membersAtBegin;

  /** Records to read by their ids: those asked for, or those to try again that no page brings. */
  final Set<String> named;

  final PageWalk walk;

  /** Where a walk stands that goes page by page: over ids, tombstones or addresses. */
  PageCursor cursor = PageCursor.byId();

  boolean morePages;

  /** Ids are read from this place on, in the database's own order. */
  String namedAfter = "";

  boolean moreNamed = true;
  boolean sweptAll;
  boolean moreLeavers = true;
  List<String> asked = List.of();
  List<String> again = List.of();
  boolean moreAddresses = true;

  /** Whether Sugar refused to let the changed opt-outs be read to their end. */
  boolean optOutsUnread;

  long recordsMet;

  /** Records that the rule add kept out so far; a sweep counts them again. */
  int keptOut;

  Instant lastProgress;

  /**
   * Whether this pull has added all members that the list ever had: then none of its records need
   * be looked up, as a walk by key brings each of them once. Where somebody else was quicker all
   * the same, the index by record refuses the page, and from there on all are looked up.
   */
  boolean alone;

  /** The highest number of a member that this pull has added, as long as it is alone. */
  long newestOwn;

  /** Addresses that have a row; null where that is not noted, as behind the first pull. */
  @Nullable NotedAddresses noted;

  /** The highest number of a member when the pull began. */
  long newestAtBegin;

  /** Members of then that its pages have brought, each once; negative where that is not known. */
  long metOfThen;

  /** Records with a rejection of before; null where they are too many to be remembered. */
  @Nullable Set<String> rejected;

  /** The field whose column holds the members' addresses; null for Sugar's primary address. */
  @Nullable String addressField;

  Pull(
      SyncRun run,
      Source source,
      RecordLayout layout,
      Mode mode,
      String fingerprint,
      Set<String> newFields,
      boolean trustsHashes,
      Instant beganAt,
      Instant sugarBeganAt,
      @Nullable Instant watermark,
      @Nullable Instant optOutsSince,
      boolean sweeps,
      long sweep,
      Supplier<Long> membersAtBegin,
      List<String> named,
      PageWalk walk) {
    this.run = run;
    this.source = source;
    this.layout = layout;
    this.columns = new MappedColumns(run.sync(), layout);
    this.mode = mode;
    this.fingerprint = fingerprint;
    this.newFields = newFields;
    this.trustsHashes = trustsHashes;
    this.beganAt = beganAt;
    this.sugarBeganAt = sugarBeganAt;
    this.watermark = watermark;
    this.optOutsSince = optOutsSince;
    this.sweeps = sweeps;
    this.sweep = sweep;
    this.membersAtBegin = membersAtBegin;
    this.named = new LinkedHashSet<>(named);
    this.walk = walk;
    this.lastProgress = run.startedAt();
  }

  static Pull of(Exchange exchange) {
    Pull pull = exchange.getProperty(PROPERTY, Pull.class);
    if (pull == null) {
      throw new IllegalStateException("this step belongs behind the step that plans the pull");
    }
    return pull;
  }

  ListSync sync() {
    return run.sync();
  }

  ListSync.PullRules rules() {
    return Objects.requireNonNull(run.sync().pull(), "a list that is not pulled has no pull");
  }

  boolean dry() {
    return run.request().dryRun();
  }

  /** Whether only some records were asked for. */
  public boolean isLimited() {
    return !run.request().records().isEmpty();
  }

  /** Whether every record of the source is read in full. */
  public boolean isReadingEverything() {
    return !isLimited() && mode != Mode.CHANGES;
  }

  /** Whether each record comes once: a walk by id brings none again. */
  boolean isReadingEachOnce() {
    return isReadingEverything() && source.byKey();
  }

  /** Whether what changed since the last pull is asked for by date. */
  public boolean isReadingByDate() {
    return !isLimited() && mode == Mode.CHANGES && !source.isTargetList();
  }

  /** Whether the ids of the whole source are to be compared with the list's. */
  public boolean isSweeping() {
    return sweeps;
  }

  /**
   * Members with a record when the run began: what shares are counted of. Counting a large list
   * takes longer than reading a few changes, so it is done when somebody asks.
   */
  long membersAtBegin() {
    return membersAtBegin.get();
  }

  /** Members with a record at the end of the pull, by its counts: no more than there are. */
  long membersNow() {
    return membersAtBegin() + run.counts().added() + run.counts().linked() - run.counts().removed();
  }

  /** Whether the members that are met must be kept, to know who is missing at the end. */
  boolean keepsMembers() {
    return isReadingEverything() && membersAtBegin() > 0;
  }

  /**
   * Whether the pages brought everybody who was there when the pull began: then nobody is missing,
   * and the list need not be compared with who was met. Only a walk by key brings each once.
   */
  boolean metEverybody() {
    return isReadingEachOnce() && metOfThen == membersAtBegin();
  }

  /** Whether there are pages still to be asked for. */
  public boolean isMorePages() {
    return morePages;
  }

  /** Whether there are pages of full records still to be written, or to be asked for. */
  public boolean isPagesToGo() {
    return walk.hasPagesToGo();
  }

  /** Whether there are records still to be read by their ids. */
  public boolean isMoreNamed() {
    return moreNamed;
  }

  /** Whether opt-outs are to be read from the addresses' own module: a full pull reads them all. */
  public boolean isReadingOptOuts() {
    return !isLimited() && mode == Mode.CHANGES;
  }

  /** Whether there are changed addresses still to be read. */
  public boolean isMoreAddresses() {
    return moreAddresses;
  }

  /** Whether there are seeming leavers still to be read once more. */
  public boolean isMoreLeavers() {
    return moreLeavers;
  }

  /** Whether everything was asked for and nothing came, although the list has members. */
  boolean isFoundNothing() {
    return sweptAll && recordsMet == 0 && membersAtBegin() > 0;
  }

  /** Lets go of what takes room: Camel's cache of beans may keep this object behind its run. */
  void release() {
    walk.release();
    noted = null;
    rejected = null;
  }

  /** Begins another walk over pages. */
  void beginPages(PageCursor from) {
    cursor = from;
    morePages = true;
  }
}
