package dev.caramel.sync.pull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where a pull begins to read. A full pull of a known list can be read in several ranges side by
 * side, so that it does not wait for one page after another: the list knows which ids its source
 * had, and some of them bound the ranges.
 */
@Component
class PageRanges {
  /** Enough that ranges which are walked side by side end at about the same time. */
  private static final int MOST = 16;

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

  // Served by member_by_record alone, which removed members are in, too: as long as they are few,
  // a range is still a whole number of pages.
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

  private final JdbcClient jdbc;

  PageRanges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Where a pull by date begins. */
  static PageCursor since(@Nullable Instant watermark) {
    return PageCursor.byDate(Objects.requireNonNullElse(watermark, Instant.EPOCH));
  }

  /**
   * The ranges of a source whose list is known, each of a little less than whole pages.
   *
   * @param members members of the list, about
   */
  List<PageCursor> of(Source source, String list, long members) {
    long pages = parts(members, source.pageSize());
    long ranges = Math.min(MOST, pages / LEAST_PAGES);
    if (!source.inRanges() || ranges < 2) {
      return List.of(PageCursor.byId());
    }
    long full = parts(pages, ranges) * source.pageSize();
    long each = full - Math.max(1, full / ROOM);
    long inner = parts(members, each) - 1;
    List<PageCursor> places = new ArrayList<>();
    String behind = null;
    for (String bound : bounds(list, each, inner)) {
      if (ORDERLY.matcher(bound).matches()) {
        places.add(PageCursor.between(behind, bound));
        behind = bound;
      }
    }
    places.add(PageCursor.between(behind, null));
    return places;
  }

  private static long parts(long whole, long each) {
    return (whole + each - 1) / each;
  }

  private List<String> bounds(String list, long step, long most) {
    return jdbc.sql(BOUNDS).params(list, step, most).query(String.class).list();
  }
}
