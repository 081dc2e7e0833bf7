package dev.caramel.sandbox.filter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.auth.Visibility;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.store.Row;
import dev.caramel.sandbox.store.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers list and count calls (reference 4). To be used inside {@code store.reading}. */
public final class Listing {

  private final Instance instance;
  private final AtomicLong turns = new AtomicLong();

  /**
   * Makes the lists of an instance.
   *
   * @param instance the Sugar that is played
   */
  public Listing(Instance instance) {
    this.instance = instance;
  }

  /**
   * A page of a module.
   *
   * @param user the caller
   * @param module the module
   * @param arguments the arguments of reference 4.2
   * @return the page
   */
  public Page page(SugarUser user, String module, ObjectNode arguments) {
    ListQuery query = ListQuery.read(instance, user, module, arguments);
    return cut(source(query, null), wanted(query, user), query);
  }

  /**
   * A page of given records.
   *
   * @param user the caller
   * @param module their module
   * @param rows the records
   * @param arguments the arguments of reference 4.2
   * @return the page
   */
  public Page page(SugarUser user, String module, Collection<Row> rows, ObjectNode arguments) {
    ListQuery query = ListQuery.read(instance, user, module, arguments);
    return cut(source(query, rows), wanted(query, user), query);
  }

  /**
   * Counts the matching records of a module.
   *
   * @param user the caller
   * @param module the module
   * @param arguments the arguments of reference 4.2
   * @return how many there are
   */
  public int count(SugarUser user, String module, ObjectNode arguments) {
    ListQuery query = ListQuery.read(instance, user, module, arguments);
    boolean seesAll = new Visibility(user).seesAll(module);
    if (query.condition() == null && seesAll && !query.mine()) {
      return table(query).count(query.deleted());
    }
    return count(source(query, null), wanted(query, user));
  }

  /**
   * Counts the matching ones of given records.
   *
   * @param user the caller
   * @param module their module
   * @param rows the records
   * @param arguments the arguments of reference 4.2
   * @return how many there are
   */
  public int count(SugarUser user, String module, Collection<Row> rows, ObjectNode arguments) {
    ListQuery query = ListQuery.read(instance, user, module, arguments);
    return count(rows.iterator(), wanted(query, user));
  }

  private static int count(Iterator<Row> rows, Predicate<Row> wanted) {
    int count = 0;
    while (rows.hasNext()) {
      count += wanted.test(rows.next()) ? 1 : 0;
    }
    return count;
  }

  private static Page cut(Iterator<Row> source, Predicate<Row> wanted, ListQuery query) {
    List<Row> rows = new ArrayList<>(Math.min(query.maxNum(), 1000));
    int skipped = 0;
    while (source.hasNext()) {
      Row row = source.next();
      if (!wanted.test(row)) {
        continue;
      }
      if (skipped < query.offset()) {
        skipped++;
      } else if (rows.size() < query.maxNum()) {
        rows.add(row);
      } else {
        // One row more than asked for is read, to know whether there is more (reference 4.4).
        return new Page(rows, query.offset() + rows.size());
      }
    }
    return new Page(rows, -1);
  }

  private Predicate<Row> wanted(ListQuery query, SugarUser user) {
    Visibility visibility = new Visibility(user);
    boolean seesAll = visibility.seesAll(query.module());
    Predicate<Row> condition = query.condition();
    return row ->
        (query.deleted() || !row.deleted())
            && (condition == null || condition.test(row))
            && (seesAll || visibility.sees(row))
            && (!query.mine() || user.id().equals(row.value("assigned_user_id")));
  }

  private Iterator<Row> source(ListQuery query, @Nullable Collection<Row> given) {
    List<SortKey> order = query.order();
    Reach reach = query.reach();
    if (given != null || reach.ids() != null) {
      return sorted(given == null ? byIds(query) : new ArrayList<>(given), order);
    }
    boolean idLast = order.size() == 2 && order.get(1).is("id", order.get(0).descending());
    boolean first = order.size() == 1 || idLast;
    if (order.size() >= 1 && order.get(0).is("id", false)) {
      return table(query).byId(reach.afterId());
    }
    if (first && order.get(0).is("date_modified", false)) {
      return table(query).byTime(reach.after(), reach.until());
    }
    if (first && order.get(0).is("date_modified", true)) {
      return table(query).byTimeDescending();
    }
    if (order.isEmpty() && !reach.bounded()) {
      return table(query).unordered(turns.incrementAndGet());
    }
    List<Row> found = new ArrayList<>();
    Predicate<Row> condition = query.condition();
    Iterator<Row> all =
        reach.bounded()
            ? table(query).byTime(reach.after(), reach.until())
            : table(query).byId(reach.afterId());
    while (all.hasNext()) {
      Row row = all.next();
      if (condition == null || condition.test(row)) {
        found.add(row);
      }
    }
    return sorted(found, order);
  }

  private List<Row> byIds(ListQuery query) {
    List<Row> found = new ArrayList<>();
    Collection<String> ids = query.reach().ids();
    for (String id : ids == null ? List.<String>of() : ids) {
      Row row = table(query).find(id);
      if (row != null) {
        found.add(row);
      }
    }
    return found;
  }

  private Iterator<Row> sorted(List<Row> rows, List<SortKey> order) {
    // Without an order, and among equals, the order is another one each time (reference 4.4).
    Collections.rotate(rows, (int) (turns.incrementAndGet() % Math.max(1, rows.size())));
    order.stream().map(SortKey::comparator).reduce(Comparator::thenComparing).ifPresent(rows::sort);
    return rows.iterator();
  }

  private Table table(ListQuery query) {
    return instance.store().table(query.module());
  }
}
