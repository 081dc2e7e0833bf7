package dev.caramel.sandbox.store;

import dev.caramel.sandbox.data.DataSet;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one module: those of the data set, what became of them, and the created ones. Guarded
 * by the lock of {@link Store}.
 */
public final class Table {

  private final DataSet base;
  private final String module;
  private final int size;
  private final NavigableMap<String, Change> created = new TreeMap<>(Collation.ORDER);
  private final NavigableMap<TimeKey, Row> touched = new TreeMap<>();
  private Change @Nullable [] changes;
  private int gone;
  private int hidden;

  Table(DataSet base, String module) {
    this.base = base;
    this.module = module;
    this.size = base.size(module);
  }

  /**
   * Finds a record.
   *
   * @param id its id, in any case
   * @return the record, also a deleted one, or null
   */
  public @Nullable Row find(String id) {
    Change own = created.get(id);
    if (own != null) {
      return own.purged() ? null : new Row(base, module, -1, created.floorKey(id), own);
    }
    int index = size == 0 ? -1 : base.index(module, id);
    if (index < 0) {
      return null;
    }
    Row row = at(index);
    return row.purged() ? null : row;
  }

  /**
   * Counts the records.
   *
   * @param withDeleted whether tombstones count
   * @return the number
   */
  public int count(boolean withDeleted) {
    int all = size + created.size() - gone;
    return withDeleted ? all : all - hidden;
  }

  /** Puts a changed or new record in the place of the one of that id. */
  void put(@Nullable Row old, String id, Change change) {
    if (old != null) {
      touched.remove(new TimeKey(old.dateModified(), old.id()));
      hidden -= old.deleted() ? 1 : 0;
    }
    if (old == null || old.created()) {
      created.put(id, change);
    } else {
      if (changes == null) {
        changes = new Change[size];
      }
      changes[old.index()] = change;
    }
    if (change.purged()) {
      gone++;
      return;
    }
    hidden += change.deleted() ? 1 : 0;
    int index = old == null ? -1 : old.index();
    touched.put(new TimeKey(change.dateModified(), id), new Row(base, module, index, id, change));
  }

  /**
   * All records that are not as the data set made them.
   *
   * @return changed, created and deleted ones, oldest change first
   */
  public Collection<Row> touched() {
    return touched.values();
  }

  /**
   * Records in the order of their ids.
   *
   * @param after where to begin, exclusively; empty for the first
   * @return the records, tombstones included
   */
  public Iterator<Row> byId(String after) {
    Iterator<Row> own =
        created.tailMap(after, false).entrySet().stream()
            .filter(e -> !e.getValue().purged())
            .map(e -> new Row(base, module, -1, e.getKey(), e.getValue()))
            .iterator();
    return new Merged(
        new BaseRows(firstAfter(after), size),
        own,
        (a, b) -> Collation.ORDER.compare(a.id(), b.id()));
  }

  /**
   * Records in the order of {@code date_modified:ASC,id:ASC}.
   *
   * @param after where to begin, exclusively
   * @param until the last second, or null for no end
   * @return the records, tombstones included
   */
  public Iterator<Row> byTime(TimeKey after, @Nullable Instant until) {
    TimeRows ranks = new TimeRows(rankAfter(after), until);
    return new Merged(
        ranks,
        touched.tailMap(after, false).values().stream()
            .takeWhile(row -> until == null || !row.dateModified().isAfter(until))
            .iterator(),
        Table::compareByTime);
  }

  /**
   * Records in the order of {@code date_modified:DESC,id:DESC}.
   *
   * @return the records, tombstones included
   */
  public Iterator<Row> byTimeDescending() {
    return new Merged(
        new TimeRows(), touched.descendingMap().values().iterator(), (a, b) -> compareByTime(b, a));
  }

  /**
   * Records in no order that anybody could rely on.
   *
   * @param turn a number that is another one at each request
   * @return all records once, tombstones included
   */
  public Iterator<Row> unordered(long turn) {
    int start = size == 0 ? 0 : (int) Math.floorMod(turn * 7919L, (long) size);
    Iterator<Row> own =
        created.descendingMap().entrySet().stream()
            .filter(e -> !e.getValue().purged())
            .map(e -> new Row(base, module, -1, e.getKey(), e.getValue()))
            .iterator();
    return new Chain(new BaseRows(start, size), own, new BaseRows(0, start));
  }

  private static int compareByTime(Row a, Row b) {
    int byTime = a.dateModified().compareTo(b.dateModified());
    return byTime != 0 ? byTime : Collation.ORDER.compare(a.id(), b.id());
  }

  private Row at(int index) {
    return new Row(base, module, index, null, changes == null ? null : changes[index]);
  }

  /** The index of the first row of the data set whose id comes after the given one. */
  private int firstAfter(String id) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Collation.ORDER.compare(base.id(module, middle), id) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int rankAfter(TimeKey key) {
    int indexAfter = firstAfter(key.id());
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int index = base.indexByDateModified(module, middle);
      int byTime = base.dateModified(module, index).compareTo(key.time());
      if (byTime < 0 || (byTime == 0 && index < indexAfter)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Rows of the data set in the order of their ids, changed ones in their place. */
  private final class BaseRows extends Ahead {
    private int next;
    private final int end;

    BaseRows(int start, int end) {
      this.next = start;
      this.end = end;
    }

    @Override
    @Nullable Row advance() {
      while (next < end) {
        Row row = at(next++);
        if (!row.purged()) {
          return row;
        }
      }
      return null;
    }
  }

  /** Unchanged rows of the data set in the order of their time; changed ones are elsewhere. */
  private final class TimeRows extends Ahead {
    private int rank;
    private final int step;
    private final @Nullable Instant until;

    TimeRows(int rank, @Nullable Instant until) {
      this.rank = rank;
      this.step = 1;
      this.until = until;
    }

    TimeRows() {
      this.rank = size - 1;
      this.step = -1;
      this.until = null;
    }

    @Override
    @Nullable Row advance() {
      while (rank >= 0 && rank < size) {
        int index = base.indexByDateModified(module, rank);
        rank += step;
        if (changes == null || changes[index] == null) {
          Row row = at(index);
          return until != null && row.dateModified().isAfter(until) ? null : row;
        }
      }
      return null;
    }
  }
}
