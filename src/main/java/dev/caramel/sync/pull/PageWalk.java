package dev.caramel.sync.pull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The walk of one pull over pages of full records: through one range, or through several side by
 * side. Pages that were read wait until the pages before them are written.
 */
final class PageWalk {
  private final List<PageRange> ranges;
  private final PullPace pace;
  private final List<ReadPage> ahead = new ArrayList<>();
  private List<ReadPage> toWrite = List.of();
  private List<PageRange> toAsk = List.of();
  private long turnedAt;

  /**
   * A walk.
   *
   * @param places where its ranges begin
   */
  PageWalk(List<PageCursor> places, PullPace pace) {
    this.ranges = places.stream().map(PageRange::new).toList();
    this.pace = pace;
  }

  /** Whether there are pages still to be asked for, or to be written. */
  synchronized boolean hasPagesToGo() {
    return !ahead.isEmpty() || ranges.stream().anyMatch(PageRange::hasMoreToRead);
  }

  /**
   * Turns the pages: those that were read ahead are to be written now, while the next ones are
   * asked for.
   *
   * @param now by the clock of {@link System#nanoTime}
   */
  synchronized void turn(long now) {
    ahead.sort(Comparator.comparingInt(page -> ranges.indexOf(page.range())));
    toWrite = List.copyOf(ahead);
    ahead.clear();
    if (!toAsk.isEmpty()) {
      pace.turned(Duration.ofNanos(now - turnedAt), toAsk.size(), records(toWrite));
    }
    turnedAt = now;
    toAsk = ranges.stream().filter(PageRange::hasMoreToRead).limit(pace.atOnce()).toList();
  }

  private static int records(List<ReadPage> pages) {
    return pages.stream().mapToInt(read -> read.page().records().size()).sum();
  }

  /** Pages whose turn it is to be written. */
  List<ReadPage> toWrite() {
    return toWrite;
  }

  /** Ranges of which the next pages are to be asked for. */
  List<PageRange> toAsk() {
    return toAsk;
  }

  /** Keeps a page until it is its turn. */
  synchronized void took(ReadPage page) {
    page.range().read(page);
    ahead.add(page);
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

  /** Lets go of the pages. */
  synchronized void release() {
    ahead.clear();
    toWrite = List.of();
  }
}
