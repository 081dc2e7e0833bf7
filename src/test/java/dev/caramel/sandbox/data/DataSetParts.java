package dev.caramel.sandbox.data;

import dev.caramel.sandbox.catalog.Catalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts a data set together, in the order in which its parts need each other. */
record DataSetParts(
    Map<String, Rows> modules,
    AddressBook book,
    Map<String, List<Member>> writtenHolders,
    TargetLists lists) {

  static DataSetParts of(DataSetOptions options, Catalog catalog) {
    Map<String, Map<String, String>> oddIds = oddIds(options);
    Draws draws = new Draws(options, layouts(options, oddIds));
    Values values = new Values(options.newest(), draws);
    Map<String, List<OddRow>> written = new LinkedHashMap<>();
    oddIds.forEach(
        (module, ids) -> written.put(module, OddRow.odd(catalog.module(module), ids, values)));
    written.put("Accounts", List.of());
    for (String module : List.of("Users", "Teams", "ProspectLists", "Campaigns")) {
      written.put(module, OddRow.stock(catalog.module(module), values));
    }
    AddressBook book =
        new AddressBook(options, draws, written.values().stream().flatMap(List::stream).toList());
    Map<String, Rows> modules = rows(draws, catalog, written, book);
    return new DataSetParts(
        modules,
        book,
        holders(written, book),
        new TargetLists(written.get("ProspectLists"), modules));
  }

  /** The odd rows that fit, by module: name to id. */
  private static Map<String, Map<String, String>> oddIds(DataSetOptions options) {
    Map<String, Map<String, String>> ids = new LinkedHashMap<>();
    ids.put("Leads", first(OddLead.values(), options.leads(), OddLead::id));
    ids.put("Contacts", first(OddContact.values(), options.contacts(), OddContact::id));
    ids.put("Prospects", first(OddProspect.values(), options.prospects(), OddProspect::id));
    return ids;
  }

  private static <E extends Enum<E>> Map<String, String> first(
      E[] odd, int most, Function<E, String> id) {
    Map<String, String> ids = new LinkedHashMap<>();
    Arrays.stream(odd).limit(most).forEach(row -> ids.put(row.name(), id.apply(row)));
    return ids;
  }

  private static Map<String, IdLayout> layouts(
      DataSetOptions options, Map<String, Map<String, String>> oddIds) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("Leads", options.leads());
    sizes.put("Contacts", options.contacts());
    sizes.put("Prospects", options.prospects());
    sizes.put("Accounts", options.contacts() == 0 ? 3 : Math.max(12, options.contacts() / 4));
    Map<String, IdLayout> layouts = new HashMap<>();
    sizes.forEach(
        (module, size) -> {
          List<String> odd = List.copyOf(oddIds.getOrDefault(module, Map.of()).values());
          long seed = Dice.roll(options.seed(), module.hashCode() + 1);
          layouts.put(module, IdLayout.of(odd, size - odd.size(), seed));
        });
    return layouts;
  }

  private static Map<String, Rows> rows(
      Draws draws, Catalog catalog, Map<String, List<OddRow>> written, AddressBook book) {
    Words words = new Words(catalog);
    PersonColumns people = new PersonColumns(words);
    Map<String, Map<String, Column>> columns = new HashMap<>();
    columns.put("Leads", LinkedColumns.leads(people, draws));
    columns.put("Contacts", LinkedColumns.contacts(people, draws));
    columns.put("Prospects", LinkedColumns.prospects(people, draws));
    columns.put("Accounts", CompanyColumns.of(people, words));
    Map<String, Rows> modules = new LinkedHashMap<>();
    written.forEach(
        (module, rows) ->
            modules.put(
                module,
                columns.containsKey(module)
                    ? new DrawnRows(module, draws, columns.get(module), rows, book)
                    : new StockRows(rows, book::written)));
    modules.put("EmailAddresses", new AddressRows(book));
    return modules;
  }

  private static Map<String, List<Member>> holders(
      Map<String, List<OddRow>> written, AddressBook book) {
    Map<String, List<Member>> holders = new HashMap<>();
    written.forEach(
        (module, rows) -> {
          for (OddRow row : rows) {
            for (OddRow.Tie tie : row.addresses()) {
              holders
                  .computeIfAbsent(book.written(tie).addressId(), id -> new ArrayList<>())
                  .add(new Member(module, row.id()));
            }
          }
        });
    return holders;
  }
}
