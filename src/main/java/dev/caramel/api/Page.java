package dev.caramel.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of things: in JSON {@code {"<things>":[...],"next":"<cursor>"|null}}.
 *
 * @param name camelCase plural of the things
 * @param things the things, in their order
 * @param next what {@code after} is to be for the following page; null on the last one
 * @param <T> type of a thing
 */
public record Page<T>(String name, List<T> things, @Nullable String next) {
  /**
   * Makes a page of rows of which one more was read than the page may hold, so that it is known
   * whether another page follows.
   *
   * @param name camelCase plural of the things
   * @param rows at most {@code limit + 1} things
   * @param limit most things of the page
   * @param cursor the value of {@code after} that continues behind a thing
   */
  public static <T> Page<T> of(String name, List<T> rows, int limit, Function<T, String> cursor) {
    if (rows.size() <= limit) {
      return new Page<>(name, List.copyOf(rows), null);
    }
    List<T> things = List.copyOf(rows.subList(0, limit));
    return new Page<>(name, things, cursor.apply(things.get(limit - 1)));
  }

  /**
   * Makes a page of things that are all at hand.
   *
   * @param name camelCase plural of the things
   * @param all all things, in their order
   * @param after cursor of the thing behind which the page begins; null for the first page
   * @param limit most things of the page
   * @param cursor the value of {@code after} that continues behind a thing
   * @throws WrongRequest if no thing has that cursor (any more)
   */
  public static <T> Page<T> slice(
      String name, List<T> all, @Nullable String after, int limit, Function<T, String> cursor) {
    int begin = after == null ? 0 : all.stream().map(cursor).toList().indexOf(after) + 1;
    if (after != null && begin == 0) {
      throw WrongRequest.of("after", "\"after\" is to be what stood in \"next\".");
    }
    return of(name, all.subList(begin, Math.min(all.size(), begin + limit + 1)), limit, cursor);
  }

  /** The same page with other things in it, one for each. */
  public <R> Page<R> map(Function<T, R> change) {
    return new Page<>(name, things.stream().map(change).toList(), next);
  }

  /** The page as JSON has it. */
  @JsonValue
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(name, things);
    json.put("next", next);
    return json;
  }
}
