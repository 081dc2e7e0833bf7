package dev.caramel.sandbox.data;

import dev.caramel.sandbox.catalog.Catalog;
import dev.caramel.sandbox.catalog.SugarField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The data set that is computed from a seed and a few data files. */
final class GeneratedDataSet implements DataSet {

  private final Map<String, Rows> modules;
  private final Map<String, Set<String>> fields;
  private final AddressBook book;
  private final Map<String, List<Member>> writtenHolders;
  private final TargetLists lists;
  private final Map<String, int[]> byDate = new ConcurrentHashMap<>();

  private GeneratedDataSet(DataSetParts parts, Catalog catalog) {
    this.modules = Collections.unmodifiableMap(parts.modules());
    this.fields = fields(catalog, modules.keySet());
    this.book = parts.book();
    this.writtenHolders = parts.writtenHolders();
    this.lists = parts.lists();
  }

  static DataSet of(DataSetOptions options, Catalog catalog) {
    return new GeneratedDataSet(DataSetParts.of(options, catalog), catalog);
  }

  @Override
  public Set<String> modules() {
    return modules.keySet();
  }

  @Override
  public int size(String module) {
    Rows rows = modules.get(module);
    return rows == null ? 0 : rows.ids().size();
  }

  @Override
  public String id(String module, int index) {
    return rows(module).ids().id(index);
  }

  @Override
  public int index(String module, String id) {
    Rows rows = modules.get(module);
    return rows == null ? -1 : rows.ids().index(id);
  }

  @Override
  public Map<String, Object> row(String module, int index) {
    return new RowView(fields.get(module), rows(module).values(index));
  }

  @Override
  public Instant dateModified(String module, int index) {
    return Instant.ofEpochSecond(rows(module).dateModified(index));
  }

  @Override
  public int indexByDateModified(String module, int rank) {
    return byDate.computeIfAbsent(module, this::sortedByDate)[rank];
  }

  @Override
  public List<Address> addresses(String module, int index) {
    return rows(module).addresses(index);
  }

  @Override
  public @Nullable AddressRow address(String addressId) {
    int index = book.ids().index(addressId);
    return index < 0 ? null : book.row(index);
  }

  @Override
  public @Nullable AddressRow addressByText(String text) {
    int index = book.index(text);
    return index < 0 ? null : book.row(index);
  }

  @Override
  public List<Member> holders(String addressId) {
    int index = book.ids().index(addressId);
    if (index < 0) {
      return List.of();
    }
    int number = book.ids().number(index);
    return number < 0
        ? writtenHolders.getOrDefault(book.ids().id(index), List.of())
        : book.holders(number);
  }

  @Override
  public List<String> teams(String module, int index) {
    return rows(module).teams(index);
  }

  @Override
  public List<Member> targetListMembers(String listId) {
    return lists.members(listId);
  }

  @Override
  public List<String> targetListsOf(String module, String id) {
    int index = index(module, id);
    return index < 0 ? List.of() : lists.of(module, index);
  }

  private Rows rows(String module) {
    Rows rows = modules.get(module);
    if (rows == null) {
      throw new IllegalArgumentException("No rows of " + module);
    }
    return rows;
  }

  private int[] sortedByDate(String module) {
    Rows rows = rows(module);
    long[] keys = new long[rows.ids().size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = rows.dateModified(i) << 24 | i;
    }
    java.util.Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) (keys[i] & 0xFFFFFF);
    }
    return order;
  }

  private static Map<String, Set<String>> fields(Catalog catalog, Set<String> modules) {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    for (String module : modules) {
      List<String> stored = new ArrayList<>();
      for (SugarField field : catalog.module(module).fields().values()) {
        boolean company = module.equals("Contacts") && field.name().equals("account_id");
        if (field.stored() || company) {
          stored.add(field.name());
        }
      }
      all.put(module, new LinkedHashSet<>(stored));
    }
    return all;
  }
}
