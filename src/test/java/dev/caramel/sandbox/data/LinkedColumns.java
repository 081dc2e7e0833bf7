package dev.caramel.sandbox.data;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields by which drawn people point at other records. */
final class LinkedColumns {

  private LinkedColumns() {}

  /** Leads, some of them converted into a contact (reference 8.1). */
  static Map<String, Column> leads(PersonColumns people, Draws draws) {
    Map<String, Column> columns = new HashMap<>(people.columns());
    Column status = columns.get("status");
    columns.put("converted", draw -> draws.leadIsContact(draw.number()));
    columns.put(
        "status", draw -> draws.leadIsContact(draw.number()) ? "Converted" : status.of(draw));
    columns.put(
        "contact_id",
        draw -> draws.leadIsContact(draw.number()) ? draws.id("Contacts", draw.number()) : null);
    columns.put(
        "account_id",
        draw ->
            draws.leadIsContact(draw.number())
                ? company(draws.numbered("Contacts", draw.number()), draws)
                : null);
    return columns;
  }

  /** Contacts, most of them of a company. */
  static Map<String, Column> contacts(PersonColumns people, Draws draws) {
    Map<String, Column> columns = new HashMap<>(people.columns());
    columns.put("account_id", draw -> company(draw, draws));
    return columns;
  }

  /** Prospects, some of them converted into a lead (reference 8.3). */
  static Map<String, Column> prospects(PersonColumns people, Draws draws) {
    Map<String, Column> columns = new HashMap<>(people.columns());
    columns.put("converted", draw -> draws.prospectIsLead(draw.number()));
    columns.put(
        "lead_id",
        draw -> draws.prospectIsLead(draw.number()) ? draws.id("Leads", draw.number()) : null);
    return columns;
  }

  private static @Nullable String company(Draw contact, Draws draws) {
    boolean alone = contact.chance(210, 120);
    return alone ? null : draws.id("Accounts", contact.of(211, draws.layout("Accounts").drawn()));
  }
}
