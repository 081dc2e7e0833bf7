package dev.caramel.sandbox.rest;

import dev.caramel.sandbox.catalog.SugarLink;
import dev.caramel.sandbox.data.Address;
import dev.caramel.sandbox.store.Links;
import dev.caramel.sandbox.store.Row;
import dev.caramel.sandbox.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Relates and parts records, wherever the relationship is kept: in a field, in the teams, in the
 * addresses, or in a table of its own. No {@code date_modified} moves (reference 6.2).
 */
public final class Relating {

  private final Store store;
  private final Links links;

  /**
   * Works on a database.
   *
   * @param store the database
   */
  public Relating(Store store) {
    this.store = store;
    this.links = new Links(store);
  }

  /**
   * Relates two records.
   *
   * @param row the record at this end
   * @param link the link
   * @param other the record at the other end
   */
  public void relate(Row row, SugarLink link, Row other) {
    change(row, link, other, true);
  }

  /**
   * Parts two records.
   *
   * @param row the record at this end
   * @param link the link
   * @param other the record at the other end
   */
  public void part(Row row, SugarLink link, Row other) {
    change(row, link, other, false);
  }

  private void change(Row row, SugarLink link, Row other, boolean related) {
    if (link.module().equals(Store.ADDRESSES)) {
      addresses(row, other, related);
      return;
    }
    if (row.module().equals(Store.ADDRESSES)) {
      addresses(other, row, related);
      return;
    }
    if (links.ofTeams(row.module(), link)) {
      teams(row, other, related);
      return;
    }
    String field = links.holdingField(row.module(), link);
    SugarLink back = links.back(row.module(), link);
    String otherField = back == null ? null : links.holdingField(link.module(), back);
    if (field != null) {
      hold(row, field, related ? other.id() : null);
    } else if (otherField != null) {
      hold(other, otherField, related ? row.id() : null);
    } else if (related) {
      store.ties().tie(row, link, other);
    } else {
      store.ties().untie(row, link, other);
    }
  }

  private void hold(Row row, String field, @Nullable String id) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put(field, id);
    store.update(row, values, row.dateModified());
  }

  private void addresses(Row row, Row address, boolean related) {
    List<Address> addresses = new ArrayList<>(row.addresses());
    addresses.removeIf(a -> a.addressId().equals(address.id()));
    if (related) {
      boolean primary = addresses.stream().noneMatch(Address::primary);
      addresses.add(new Address(address.id(), address.text("email_address"), primary, false));
    }
    store.setAddresses(row, addresses);
  }

  private void teams(Row row, Row team, boolean related) {
    List<String> teams = new ArrayList<>(row.teams());
    teams.remove(team.id());
    if (related) {
      teams.add(team.id());
    }
    store.setTeams(row, teams);
  }
}
