package dev.caramel.sandbox.data;

import java.util.HashMap;
import java.util.Map;

/** How the fields of Accounts are drawn. */
final class CompanyColumns {

  private static final String[] NAMES = {
    "Convertida S.L.", "Alles & mehr GmbH", "The \"Quoted\" Company & Sons, Inc."
  };

  private CompanyColumns() {}

  static Map<String, Column> of(PersonColumns people, Words words) {
    Map<String, Column> columns = new HashMap<>(people.columns());
    columns.put("name", CompanyColumns::name);
    String[] types = words.keys("account_type_dom");
    columns.put("account_type", draw -> draw.pick(200, types));
    columns.put("industry", draw -> draw.pick(201, words.of("industries")));
    // Free text in Sugar (reference 8.5), so it looks like it.
    columns.put(
        "annual_revenue",
        draw ->
            draw.chance(202, 100) ? "ca. 2 Mio. EUR" : String.valueOf(draw.of(203, 900) * 1000));
    columns.put("employees", draw -> draw.chance(204, 50) ? "50-100" : "" + draw.of(205, 2000));
    columns.put("billing_address_street", Draw::street);
    columns.put("billing_address_city", draw -> draw.city()[0]);
    columns.put("billing_address_state", draw -> draw.city()[1]);
    columns.put("billing_address_postalcode", draw -> draw.city()[2]);
    columns.put("billing_address_country", draw -> draw.region().country());
    columns.put("phone_office", draw -> draw.phone(206, 900));
    columns.put("website", draw -> "http://www." + draw.company().latin() + ".example");
    columns.put("is_escalated", draw -> draw.chance(207, 20));
    return columns;
  }

  private static String name(Draw draw) {
    int number = draw.number();
    return number < NAMES.length ? NAMES[number] : draw.company().text() + ", " + draw.city()[0];
  }
}
