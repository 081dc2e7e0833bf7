package dev.caramel.sandbox.store;

import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.catalog.SugarLink;
import dev.caramel.sandbox.data.Address;
import dev.caramel.sandbox.data.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what is at the other end of a link, wherever the database keeps it. */
public final class Links {

  /** Links that a field holds although no relate field of the metadata says so. */
  private static final Map<String, String> HELD =
      Map.of(
          "Leads.accounts", "account_id",
          "Leads.contacts", "contact_id",
          "Leads.opportunity", "opportunity_id",
          "Prospects.lead", "lead_id",
          "Prospects.leads", "lead_id");

  private final Store store;

  /**
   * Reads the links of a database.
   *
   * @param store the database
   */
  public Links(Store store) {
    this.store = store;
  }

  /**
   * The records at the other end.
   *
   * @param row the record at this end
   * @param link the link
   * @return live records
   */
  public Collection<Row> related(Row row, SugarLink link) {
    if (!store.has(link.module())) {
      return List.of();
    }
    if (link.module().equals(Store.ADDRESSES)) {
      return addresses(row, link.name().endsWith("_primary"));
    }
    if (row.module().equals(Store.ADDRESSES)) {
      return holders(row, link.module());
    }
    if (ofTeams(row.module(), link)) {
      return row.teams().stream()
          .map(id -> store.live("Teams", id))
          .filter(t -> t != null)
          .toList();
    }
    String field = holdingField(row.module(), link);
    if (field != null) {
      Row other = store.live(link.module(), row.text(field));
      return other == null ? List.of() : List.of(other);
    }
    SugarLink back = back(row.module(), link);
    String otherField = back == null ? null : holdingField(link.module(), back);
    return otherField == null
        ? store.ties().related(row, link)
        : pointingAt(row, link.module(), otherField);
  }

  /**
   * Whether a link leads to the teams of a record.
   *
   * @param module the module at this end
   * @param link the link
   * @return true for {@code teams} and its variants
   */
  public boolean ofTeams(String module, SugarLink link) {
    return link.module().equals("Teams") && !module.equals("Users");
  }

  /**
   * The field that holds the id of the record at the other end.
   *
   * @param module the module at this end
   * @param link the link
   * @return the field's name, or null if the relationship is kept elsewhere
   */
  public @Nullable String holdingField(String module, SugarLink link) {
    String held = HELD.get(module + '.' + link.name());
    if (held != null) {
      return held;
    }
    for (SugarField field : store.catalog().module(module).fields().values()) {
      Object id = field.attributes().get("id_name");
      if (id != null
          && link.name().equals(field.attributes().get("link"))
          && !field.name().equals(id)) {
        return id.toString();
      }
    }
    return null;
  }

  /**
   * The link of the other module that is the same relationship.
   *
   * @param module the module at this end
   * @param link the link
   * @return the link back, or null
   */
  public @Nullable SugarLink back(String module, SugarLink link) {
    for (SugarLink other : store.catalog().module(link.module()).links().values()) {
      boolean same = other.relationship().equals(link.relationship());
      if (same && other.module().equals(module) && !other.equals(link)) {
        return other;
      }
    }
    return null;
  }

  private List<Row> addresses(Row row, boolean primaryOnly) {
    List<Row> rows = new ArrayList<>();
    for (Address address : row.addresses()) {
      Row other = store.live(Store.ADDRESSES, address.addressId());
      if (other != null && (address.primary() || !primaryOnly)) {
        rows.add(other);
      }
    }
    return rows;
  }

  private List<Row> holders(Row address, String module) {
    List<Row> rows = new ArrayList<>();
    for (Member member : store.addresses().holders(address.id())) {
      Row other = member.module().equals(module) ? store.live(module, member.id()) : null;
      if (other != null) {
        rows.add(other);
      }
    }
    return rows;
  }

  private List<Row> pointingAt(Row row, String module, String field) {
    List<Row> rows = new ArrayList<>();
    for (Iterator<Row> all = store.table(module).byId(""); all.hasNext(); ) {
      Row other = all.next();
      if (!other.deleted() && row.id().equals(other.value(field))) {
        rows.add(other);
      }
    }
    return rows;
  }
}
