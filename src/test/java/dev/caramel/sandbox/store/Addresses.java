package dev.caramel.sandbox.store;

import dev.caramel.sandbox.data.Address;
import dev.caramel.sandbox.data.AddressRow;
import dev.caramel.sandbox.data.DataSet;
import dev.caramel.sandbox.data.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The address rows, which all records of the instance share, and who has which (reference 4.7 and
 * 8.5a).
 */
public final class Addresses {

  private final Store store;
  private final DataSet base;
  private final Map<String, String> createdByCaps = new HashMap<>();
  private final Map<String, Set<Member>> holders = new HashMap<>();

  Addresses(Store store, DataSet base) {
    this.store = store;
    this.base = base;
  }

  /**
   * Finds an address by its text.
   *
   * @param text the address, in any case
   * @return the id of its row, or null
   */
  public @Nullable String idOf(String text) {
    String own = createdByCaps.get(text.toUpperCase(Locale.ROOT));
    if (own != null) {
      return own;
    }
    AddressRow row = base.addressByText(text);
    return row == null ? null : row.id();
  }

  /**
   * Finds an address row.
   *
   * @param addressId its id
   * @return the row, or null
   */
  public @Nullable Row row(String addressId) {
    return store.table(Store.ADDRESSES).find(addressId);
  }

  /**
   * The flags of an address.
   *
   * @param addressId its id
   * @return whether it is opted out, and invalid; both false if there is no such row
   */
  public Flags flags(String addressId) {
    // The common case of an untouched data set does not need the whole row.
    if (store.table(Store.ADDRESSES).touched().isEmpty()) {
      AddressRow row = base.address(addressId);
      return row == null ? Flags.NONE : new Flags(row.optOut(), row.invalid());
    }
    Row row = row(addressId);
    return row == null
        ? Flags.NONE
        : new Flags(
            Boolean.TRUE.equals(row.value("opt_out")),
            Boolean.TRUE.equals(row.value("invalid_email")));
  }

  /**
   * Finds or makes the row of an address.
   *
   * @param text the address
   * @param at the time of its making, if it must be made
   * @return the id of its row
   */
  public String obtain(String text, Instant at) {
    String known = idOf(text);
    if (known != null) {
      return known;
    }
    String id = UUID.randomUUID().toString();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("email_address", text);
    values.put("email_address_caps", text.toUpperCase(Locale.ROOT));
    values.put("opt_out", false);
    values.put("invalid_email", false);
    values.put("date_created", at);
    store.create(Store.ADDRESSES, id, values, at);
    createdByCaps.put(text.toUpperCase(Locale.ROOT), id);
    return id;
  }

  /**
   * Makes a created row of EmailAddresses known by its text.
   *
   * @param id the row's id
   * @param text its address
   */
  public void created(String id, String text) {
    createdByCaps.put(text.toUpperCase(Locale.ROOT), id);
  }

  /**
   * Sets the flags of an address.
   *
   * @param addressId the row
   * @param optOut the new value, or null to leave it
   * @param invalid the new value, or null to leave it
   * @param at the row's new {@code date_modified}, or null to leave it
   */
  public void setFlags(
      String addressId, @Nullable Boolean optOut, @Nullable Boolean invalid, @Nullable Instant at) {
    Row row = row(addressId);
    if (row == null) {
      return;
    }
    Flags old = flags(addressId);
    Map<String, Object> values = new LinkedHashMap<>();
    if (optOut != null && optOut != old.optOut()) {
      values.put("opt_out", optOut);
    }
    if (invalid != null && invalid != old.invalid()) {
      values.put("invalid_email", invalid);
    }
    if (!values.isEmpty()) {
      store.update(row, values, at == null ? row.dateModified() : at);
    }
  }

  /**
   * Who has an address.
   *
   * @param addressId the row
   * @return live and deleted records
   */
  public List<Member> holders(String addressId) {
    List<Member> found = new ArrayList<>();
    for (Member member : base.holders(addressId)) {
      Row row = store.table(member.module()).find(member.id());
      if (row != null && !row.addressesChanged()) {
        found.add(member);
      }
    }
    found.addAll(holders.getOrDefault(addressId, Set.of()));
    return found;
  }

  /** Keeps the way back from an address to its records. */
  void moved(Row row, List<Address> now) {
    Member member = new Member(row.module(), row.id());
    if (row.addressesChanged()) {
      row.addresses()
          .forEach(a -> holders.getOrDefault(a.addressId(), new LinkedHashSet<>()).remove(member));
    }
    now.forEach(
        a -> holders.computeIfAbsent(a.addressId(), id -> new LinkedHashSet<>()).add(member));
  }

  /**
   * The flags that belong to an address.
   *
   * @param optOut whether its owner opted out
   * @param invalid whether mail to it bounced
   */
  public record Flags(boolean optOut, boolean invalid) {
    static final Flags NONE = new Flags(false, false);
  }
}
