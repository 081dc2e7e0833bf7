package dev.caramel.sandbox.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Row;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a list call asks for (reference 4.2).
 *
 * @param module the module
 * @param condition which rows, null for all
 * @param reach where such rows can be
 * @param order in which order; empty for none
 * @param maxNum the page size after the cap
 * @param offset how many rows to skip
 * @param deleted whether deleted records come as well
 * @param mine whether only the caller's own records come
 */
record ListQuery(
    String module,
    @Nullable Predicate<Row> condition,
    Reach reach,
    List<SortKey> order,
    int maxNum,
    int offset,
    boolean deleted,
    boolean mine) {

  private static final int DEFAULT_PAGE = 20;

  /**
   * Reads the arguments of a call.
   *
   * @param instance the Sugar that is played
   * @param user the caller
   * @param module the module
   * @param arguments query and body
   * @return the query
   * @throws SugarError 422 or 403 for a filter that is refused
   */
  static ListQuery read(Instance instance, SugarUser user, String module, ObjectNode arguments) {
    JsonNode filter = arguments.path("filter");
    Condition condition = null;
    if (!filter.isMissingNode()
        && !filter.isNull()
        && !(filter.isTextual() && filter.asText().isEmpty())) {
      condition = new FilterReader(instance, user, module).read(FilterReader.parsed(filter));
    }
    return new ListQuery(
        module,
        condition == null ? null : condition::test,
        condition == null ? Reach.ALL : condition.reach(),
        SortKey.read(
            instance.store().catalog().module(module), arguments.path("order_by").asText()),
        pageSize(instance, arguments.path("max_num")),
        Math.max(0, arguments.path("offset").asInt(0)),
        flag(arguments.path("deleted")),
        flag(arguments.path("my_items")));
  }

  private static int pageSize(Instance instance, JsonNode maxNum) {
    int asked = maxNum.asInt(DEFAULT_PAGE);
    if (asked < 1) {
      return DEFAULT_PAGE;
    }
    boolean capped = !instance.on(Switch.PAGE_CAP_OFF);
    return capped ? Math.min(asked, instance.switches().maxListLimit()) : asked;
  }

  private static boolean flag(JsonNode value) {
    return value.isTextual()
        ? value.asText().equals("1") || value.asText().equalsIgnoreCase("true")
        : value.asBoolean() || value.asInt() == 1;
  }
}
