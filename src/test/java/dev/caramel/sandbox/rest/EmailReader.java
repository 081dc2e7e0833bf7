package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.data.Address;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the addresses out of a written record (reference 4.7): {@code email} replaces them all,
 * {@code email1} and the old flags describe the primary one. Flags go to the shared address row.
 */
final class EmailReader {

  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>,;]+@[^\\s@<>,;.]+(\\.[^\\s@<>,;.]+)+");

  private final Instance instance;
  private final AddressFlags flags;

  EmailReader(Instance instance) {
    this.instance = instance;
    this.flags = new AddressFlags(instance);
  }

  /** Refuses wrong addresses before anything is written. */
  void check(ObjectNode body) {
    for (JsonNode item : items(body.path("email"))) {
      check(item.path("email_address").asText());
    }
    check(body.path("email1").asText());
    check(body.path("email2").asText());
  }

  private static void check(String address) {
    if (!address.isEmpty() && !ADDRESS.matcher(address).matches()) {
      // The text names no field, as any refusal of a value (reference 4.9).
      throw new SugarError("invalid_parameter");
    }
  }

  /** Whether the body says anything about addresses. */
  static boolean touches(ObjectNode body) {
    return body.has("email")
        || body.has("email1")
        || body.has("email2")
        || body.has("email_opt_out")
        || body.has("invalid_email");
  }

  /** Writes the addresses of a record, and the flags of the addresses. */
  void apply(Row row, ObjectNode body, Instant at) {
    List<Address> addresses = new ArrayList<>(row.addresses());
    if (body.has("email") && !body.path("email").isNull()) {
      addresses = replaced(body.path("email"), at);
    }
    if (body.hasNonNull("email1") && !body.has("email")) {
      setPrimary(addresses, body.path("email1").asText(), at);
    }
    if (body.hasNonNull("email2")
        && !body.path("email2").asText().isEmpty()
        && !body.has("email")) {
      addIfMissing(addresses, body.path("email2").asText(), at);
    }
    if (!addresses.equals(row.addresses())) {
      instance.store().setAddresses(row, addresses);
    }
    Address primary = addresses.stream().filter(Address::primary).findFirst().orElse(null);
    if (primary != null && !body.has("email")) {
      flags(primary.addressId(), body.get("email_opt_out"), body.get("invalid_email"), at);
    }
  }

  private List<Address> replaced(JsonNode email, Instant at) {
    List<Address> addresses = new ArrayList<>();
    boolean anyPrimary = false;
    for (JsonNode item : items(email)) {
      String text = item.path("email_address").asText();
      Row known =
          text.isEmpty()
              ? instance.store().addresses().row(item.path("email_address_id").asText())
              : null;
      if (text.isEmpty() && known == null) {
        continue;
      }
      String address = known == null ? text : known.text("email_address");
      String id = instance.store().addresses().obtain(address, at);
      boolean primary = truth(item.get("primary_address")) && !anyPrimary;
      anyPrimary |= primary;
      addresses.add(new Address(id, address, primary, truth(item.get("reply_to_address"))));
      flags(id, item.get("opt_out"), item.get("invalid_email"), at);
    }
    if (!anyPrimary && !addresses.isEmpty()) {
      // Which one is primary when none is marked is not known; this is an assumption.
      Address first = addresses.get(0);
      addresses.set(0, new Address(first.addressId(), first.address(), true, first.replyTo()));
    }
    return addresses;
  }

  private void setPrimary(List<Address> addresses, String text, Instant at) {
    boolean same = addresses.stream().anyMatch(a -> a.primary() && a.address().equals(text));
    if (same) {
      return;
    }
    addresses.removeIf(a -> a.primary() || a.address().equalsIgnoreCase(text));
    if (!text.isEmpty()) {
      String id = instance.store().addresses().obtain(text, at);
      addresses.add(0, new Address(id, text, true, false));
    }
  }

  private void addIfMissing(List<Address> addresses, String text, Instant at) {
    if (addresses.stream().noneMatch(a -> a.address().equalsIgnoreCase(text))) {
      String id = instance.store().addresses().obtain(text, at);
      addresses.add(new Address(id, text, addresses.isEmpty(), false));
    }
  }

  private void flags(String id, @Nullable JsonNode optOut, @Nullable JsonNode invalid, Instant at) {
    flags.set(
        id, optOut == null ? null : truth(optOut), invalid == null ? null : truth(invalid), at);
  }

  /** An array of addresses, or of objects, or one text. */
  private static List<JsonNode> items(JsonNode email) {
    List<JsonNode> items = new ArrayList<>();
    if (email.isTextual() && !email.asText().isEmpty()) {
      items.add(item(email));
    } else if (email.isArray()) {
      email.forEach(item -> items.add(item.isTextual() ? item(item) : item));
    }
    return items;
  }

  private static JsonNode item(JsonNode address) {
    return Json.object().put("email_address", address.asText());
  }

  private static boolean truth(@Nullable JsonNode value) {
    return value != null
        && (value.isBoolean() ? value.booleanValue() : value.asText().matches("1|true"));
  }
}
