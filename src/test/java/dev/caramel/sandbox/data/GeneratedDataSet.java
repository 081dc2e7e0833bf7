package dev.caramel.sandbox.data;

import dev.caramel.sandbox.catalog.Catalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A first small data set: people with a name and one address each. */
final class GeneratedDataSet implements DataSet {

  private final Map<String, Integer> sizes;
  private final DataSetOptions options;

  private GeneratedDataSet(DataSetOptions options) {
    this.options = options;
    this.sizes =
        Map.of(
            "Leads", options.leads(),
            "Contacts", options.contacts(),
            "Prospects", options.prospects());
  }

  static DataSet of(DataSetOptions options, Catalog catalog) {
    return new GeneratedDataSet(options);
  }

  @Override
  public Set<String> modules() {
    return sizes.keySet();
  }

  @Override
  public int size(String module) {
    return sizes.getOrDefault(module, 0);
  }

  @Override
  public String id(String module, int index) {
    return "%08x-30cf-11f0-8746-4f8477825d38".formatted(index * 4000L);
  }

  @Override
  public int index(String module, String id) {
    if (!id.matches("[0-9a-fA-F]{8}-.*")) {
      return -1;
    }
    int index = (int) (Long.parseLong(id.substring(0, 8), 16) / 4000);
    return index < size(module) && id(module, index).equalsIgnoreCase(id) ? index : -1;
  }

  @Override
  public Map<String, Object> row(String module, int index) {
    return Map.of(
        "id", id(module, index),
        "date_entered", dateModified(module, index).minusSeconds(3600),
        "date_modified", dateModified(module, index),
        "deleted", false,
        "first_name", "Linda",
        "last_name", "Holiday " + index);
  }

  @Override
  public Instant dateModified(String module, int index) {
    return options.newest().minusSeconds(size(module) - 1L - index);
  }

  @Override
  public int indexByDateModified(String module, int rank) {
    return rank;
  }

  @Override
  public List<Address> addresses(String module, int index) {
    String text = "linda.holiday." + index + "@" + module.toLowerCase(java.util.Locale.ROOT) + ".example";
    return List.of(new Address(text, text, true, false));
  }

  @Override
  public @Nullable AddressRow address(String addressId) {
    String caps = addressId.toUpperCase(java.util.Locale.ROOT);
    return new AddressRow(
        addressId, addressId, caps, false, false, options.newest(), options.newest());
  }

  @Override
  public @Nullable AddressRow addressByText(String text) {
    return address(text);
  }

  @Override
  public List<Member> holders(String addressId) {
    return List.of();
  }

  @Override
  public List<String> teams(String module, int index) {
    return List.of("1");
  }

  @Override
  public List<Member> targetListMembers(String listId) {
    return List.of();
  }

  @Override
  public List<String> targetListsOf(String module, String id) {
    return List.of();
  }
}
