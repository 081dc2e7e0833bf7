package dev.caramel.sync.pull;

/**
 * A part of the source that is walked page by page. The reading side moves the place that is read
 * from, the writing side the one that is committed; both meet at each turn of the pages.
 */
final class PageRange {
  private PageCursor reading;
  private PageCursor committed;
  private boolean moreToRead = true;
  private boolean moreToCommit = true;
  private PullPace.Page asked = new PullPace.Page(0, false);
  private long askedAt;

  PageRange(PageCursor from) {
    this.reading = from;
    this.committed = from;
  }

  /** The place to read on from; only to be asked for where there is more. */
  PageCursor reading() {
    return reading;
  }

  /** The place up to which all is committed. */
  PageCursor committed() {
    return committed;
  }

  /** Whether there are pages still to be asked for. */
  boolean hasMoreToRead() {
    return moreToRead;
  }

  /** Whether there are pages still to be committed. */
  boolean hasMoreToCommit() {
    return moreToCommit;
  }

  /** Notes how a page was asked for, and when, by the clock of {@link System#nanoTime}. */
  void asked(PullPace.Page page, long at) {
    asked = page;
    askedAt = at;
  }

  /** How the last page was asked for. */
  PullPace.Page asked() {
    return asked;
  }

  /** When the last page was asked for. */
  long askedAt() {
    return askedAt;
  }

  /** Moves on behind a page that was read. */
  void read(ReadPage page) {
    PageCursor behind = page.behind();
    if (behind == null) {
      moreToRead = false;
    } else {
      reading = behind;
    }
  }

  /** Moves on behind a page that was committed. */
  void committed(ReadPage page) {
    PageCursor behind = page.behind();
    if (behind == null) {
      moreToCommit = false;
    } else {
      committed = behind;
    }
  }
}
