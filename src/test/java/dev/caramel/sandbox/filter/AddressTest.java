package dev.caramel.sandbox.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.data.Address;
import dev.caramel.sandbox.data.Member;
import dev.caramel.sandbox.store.Row;
import dev.caramel.sandbox.store.Store;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Filters people by their addresses: any of them, in any case (reference 4.7). */
final class AddressTest {

  private final Store store;
  private final String module;
  private final LocalDate today;

  AddressTest(Store store, String module, LocalDate today) {
    this.store = store;
    this.module = module;
    this.today = today;
  }

  Condition condition(String operator, JsonNode value) {
    boolean negative = operator.startsWith("$not_") && !operator.matches("\\$not_(null|empty)");
    String positive = negative ? operator.replace("$not_", "$") : operator;
    Predicate<@Nullable Object> test =
        new Operators(Kind.TEXT, ZoneOffset.UTC, today).test(positive, value);
    Predicate<Row> any = row -> matches(row, test);
    boolean exact = operator.equals("$equals") || operator.equals("$in");
    Set<String> texts = ReachReader.texts(value);
    boolean blank = texts.contains("") || value.isNull();
    return new Condition.One(
        negative ? any.negate() : any, exact && !blank ? Reach.ofIds(holders(texts)) : Reach.ALL);
  }

  private static boolean matches(Row row, Predicate<@Nullable Object> test) {
    List<Address> addresses = row.addresses();
    if (addresses.isEmpty()) {
      return test.test(null);
    }
    for (Address address : addresses) {
      if (test.test(address.address().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private Set<String> holders(Set<String> texts) {
    Set<String> ids = new HashSet<>();
    for (String text : texts) {
      String addressId = store.addresses().idOf(text);
      if (addressId != null) {
        for (Member member : store.addresses().holders(addressId)) {
          if (member.module().equals(module)) {
            ids.add(member.id());
          }
        }
      }
    }
    return ids;
  }
}
