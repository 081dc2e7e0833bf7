package dev.caramel.sync.pull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The walk of one pull over pages of full records: through one range, or through several side by
 * side. Each page is read in one turn, prepared in the next and written in the one behind that.
 */
final class PageWalk {
  private final List<PageRange> ranges;
  private final PullPace pace;
  private final PagesAtOnce atOnce;
  private final List<ReadPage> read = new ArrayList<>();
  private final List<PreparedPage> prepared = new ArrayList<>();
  private List<PageRange> toAsk = List.of();
  private List<ReadPage> toPrepare = List.of();
  private List<PreparedPage> toWrite = List.of();
  private long turnedAt;
  private long tookAt;

  /**
   * A walk.
   *
   * @param places where its ranges begin
   */
  PageWalk(List<PageCursor> places, PullPace pace, PagesAtOnce atOnce) {
    this.ranges = places.stream().map(PageRange::new).toList();
    this.pace = pace;
    this.atOnce = atOnce;
  }

  /** Whether there are pages still to be asked for, prepared or written. */
  synchronized boolean hasPagesToGo() {
    return !read.isEmpty()
        || !prepared.isEmpty()
        || ranges.stream().anyMatch(PageRange::hasMoreToRead);
  }

  /**
   * Turns the pages: those that were prepared are to be written now, while those that were read are
   * prepared and the next ones are asked for.
   *
   * @param now by the clock of {@link System#nanoTime}
   */
  synchronized void turn(long now) {
    // The last page of a range is a short one.
    if (toAsk.size() == atOnce.number() && read.stream().allMatch(page -> page.behind() != null)) {
      atOnce.turned(
          Duration.ofNanos(now - turnedAt),
          Duration.ofNanos(tookAt - turnedAt),
          read.stream().mapToInt(page -> page.page().records().size()).sum());
    }
    turnedAt = now;
    toWrite = List.copyOf(prepared);
    prepared.clear();
    toPrepare = List.copyOf(read);
    read.clear();
    toAsk = ranges.stream().filter(PageRange::hasMoreToRead).limit(atOnce.number()).toList();
  }

  /** Ranges of which the next pages are to be asked for. */
  List<PageRange> toAsk() {
    return toAsk;
  }

  /** Pages whose turn it is to be prepared. */
  List<ReadPage> toPrepare() {
    return toPrepare;
  }

  /** Pages whose turn it is to be written, in the order in which they came. */
  List<PreparedPage> toWrite() {
    return toWrite;
  }

  /** Ids of the records that are being written in this turn. */
  Set<String> idsBeingWritten() {
    Set<String> ids = new HashSet<>();
    toWrite.forEach(page -> page.read().page().records().forEach(record -> ids.add(record.id())));
    return ids;
  }

  /**
   * How to ask for the next page of a range.
   *
   * @param at when that is, by the clock of {@link System#nanoTime}
   */
  PullPace.Page ask(PageRange range, long at) {
    PullPace.Page page = pace.next();
    range.asked(page, at);
    return page;
  }

  /**
   * Keeps a page that was read.
   *
   * @param at when that was, by the clock of {@link System#nanoTime}
   */
  synchronized void took(ReadPage page, long at) {
    PageRange range = page.range();
    Duration time = Duration.ofNanos(at - range.askedAt());
    pace.took(range.asked(), time, page.page().records().size(), toAsk.size() == 1);
    if (PullPace.isLong(time)) {
      atOnce.tookLong();
    }
    range.read(page);
    read.add(page);
    tookAt = at;
  }

  /** Keeps a page that was prepared. */
  synchronized void prepared(PreparedPage page) {
    prepared.add(page);
  }

  /**
   * The places to go on from when this page is committed: one for each range that has not ended.
   * There is none behind the last page.
   */
  List<PageCursor> placesBehind(ReadPage page) {
    List<PageCursor> places = new ArrayList<>();
    for (PageRange range : ranges) {
      if (range == page.range()) {
        if (page.behind() != null) {
          places.add(page.behind());
        }
      } else if (range.hasMoreToCommit()) {
        places.add(range.committed());
      }
    }
    return places;
  }

  /** Whether it holds pages. */
  synchronized boolean holdsPages() {
    return !(read.isEmpty() && prepared.isEmpty() && toPrepare.isEmpty() && toWrite.isEmpty());
  }

  /** Lets go of the pages, and of the room for more. */
  synchronized void release() {
    atOnce.end();
    read.clear();
    prepared.clear();
    toPrepare = List.of();
    toWrite = List.of();
  }
}
