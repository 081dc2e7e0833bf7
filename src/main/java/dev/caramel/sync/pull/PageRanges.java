package dev.caramel.sync.pull;

import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.value.RecordLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where a full pull of a known list begins to read. It can be read in several ranges side by side,
 * so that it does not wait for one page after another: the list knows which ids its source had, and
 * some of them bound the ranges.
 */
@Component
class PageRanges {
  /** Enough that ranges which are walked side by side end at about the same time. */
  private static final int MOST = 16;

  /** Removed members are counted along, so there may be more; but not without end. */
  private static final int MOST_BOUNDS = 4 * MOST;

  /** A range of fewer pages is not worth a request that may bring half a page. */
  private static final int LEAST_PAGES = 2;

  /**
   * Room in the pages of a range, as a part of them: a few records that came since the list was
   * pulled should not cost a page of their own.
   */
  private static final int ROOM = 100;

  /**
   * Ids as Sugar makes them. Every database orders those alike; the ids of records that were
   * imported may have any form, and their order is the database's (reference 4.9).
   */
  private static final Pattern ORDERLY =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final RecordLayout IDS_ONLY = new RecordLayout(List.of(), Set.of());

  // Served by member_by_record alone, which removed members are in, too.
  private static final String BOUNDS =
      """
      select record_id
        from (select record_id, row_number() over (order by record_id) as place
                from member
               where list_id = ? and record_id is not null) as numbered
       where place % ? = 0
       order by record_id
       limit ?
      """;

  private final HeldMembers held;
  private final Sugar sugar;
  private final JdbcClient jdbc;

  /** Whether Sugar heeds where a range ends, by kind of source. */
  private final Map<String, Boolean> heedsEnds = new ConcurrentHashMap<>();

  PageRanges(HeldMembers held, Sugar sugar, JdbcClient jdbc) {
    this.held = held;
    this.sugar = sugar;
    this.jdbc = jdbc;
  }

  /**
   * The ranges of a source, each of a little less than whole pages. It is one where ids can't bound
   * it, where it is small, and where members wait for their records: of several records with their
   * address the one with the lowest id is theirs, so that must come first.
   *
   * @param members members of the list, about
   */
  List<PageCursor> of(Source source, String list, long members) {
    long pages = parts(members, source.pageSize());
    long ranges = Math.min(MOST, pages / LEAST_PAGES);
    if (!source.byKey() || ranges < 2 || held.hasRecordless(list)) {
      return List.of(PageCursor.byId());
    }
    long full = parts(pages, ranges) * source.pageSize();
    List<String> bounds =
        bounds(list, full - Math.max(1, full / ROOM)).stream()
            .filter(bound -> ORDERLY.matcher(bound).matches())
            .toList();
    if (bounds.isEmpty() || !heedsEnds(source, bounds.get(0))) {
      return List.of(PageCursor.byId());
    }
    List<PageCursor> places = new ArrayList<>();
    String behind = null;
    for (String bound : bounds) {
      places.add(PageCursor.between(behind, bound));
      behind = bound;
    }
    places.add(PageCursor.between(behind, null));
    return places;
  }

  private static long parts(long whole, long each) {
    return (whole + each - 1) / each;
  }

  private List<String> bounds(String list, long each) {
    return jdbc.sql(BOUNDS).params(list, each, MOST_BOUNDS).query(String.class).list();
  }

  private boolean heedsEnds(Source source, String id) {
    Boolean known = heedsEnds.get(source.kind());
    if (known == null) {
      // Not inside the map's own lock: Sugar may be slow.
      known = askWhetherEndsAreHeeded(source, id);
      heedsEnds.put(source.kind(), known);
    }
    return known;
  }

  /** Nothing lies behind an id and not behind it: who finds something all the same, ignores it. */
  private boolean askWhetherEndsAreHeeded(Source source, String id) {
    try {
      return sugar.call(source.page(PageCursor.between(id, id), IDS_ONLY, 1)).records().isEmpty();
    } catch (SugarException.Refused e) {
      return false;
    }
  }
}
