package dev.caramel.sync.run;

/** What a run did, in records: the sum of the pages that it committed. */
public final class RunCounts {
  private long read;
  private long added;
  private long updated;
  private long removed;
  private long unchanged;
  private long skipped;
  private long pushed;
  private long created;
  private long linked;
  private long rejected;

  /** Counts of one page, added up before they are taken into the run's. */
  public static final class Page {
    /** Records read in full. */
    public int read;

    /** Records that became members, or came back. */
    public int added;

    /** Members that took other values. */
    public int updated;

    /** Members that left. */
    public int removed;

    /** Members that stayed as they were. */
    public int unchanged;

    /** What a rule that is off would have done. */
    public int skipped;

    /** Records of Sugar that took values of the list. */
    public int pushed;

    /** Members that became new records in Sugar. */
    public int created;

    /** Members without a record that got one. */
    public int linked;

    /** Records that could not be applied. */
    public int rejected;
  }

  /** Takes the counts of a page that was committed. */
  synchronized void take(Page page) {
    read += page.read;
    added += page.added;
    updated += page.updated;
    removed += page.removed;
    unchanged += page.unchanged;
    skipped += page.skipped;
    pushed += page.pushed;
    created += page.created;
    linked += page.linked;
    rejected += page.rejected;
  }

  /** Records read in full so far; ids that were only swept do not count. */
  public synchronized long read() {
    return read;
  }

  /** Records that became members, or came back. */
  public synchronized long added() {
    return added;
  }

  /** Members that took other values. */
  public synchronized long updated() {
    return updated;
  }

  /** Members that left the list. */
  public synchronized long removed() {
    return removed;
  }

  /** Records that changed nothing. */
  public synchronized long unchanged() {
    return unchanged;
  }

  /** What a rule that is off would have done. */
  public synchronized long skipped() {
    return skipped;
  }

  /** Records of Sugar that took values of the list. */
  public synchronized long pushed() {
    return pushed;
  }

  /** Members that became new records in Sugar. */
  public synchronized long created() {
    return created;
  }

  /** Members without a record that got one. */
  public synchronized long linked() {
    return linked;
  }

  /** Records that could not be applied. */
  public synchronized long rejected() {
    return rejected;
  }
}
