package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.data.Address;
import dev.caramel.sandbox.http.ApiVersion;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.store.Addresses.Flags;
import dev.caramel.sandbox.store.Row;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The array of addresses, and the older fields that describe the primary one (reference 4.7). */
final class EmailWriters {

  private final Instance instance;
  private final boolean withIds;

  EmailWriters(Instance instance) {
    this.instance = instance;
    // Items carry their id from Sugar 12 (reference 1.5).
    this.withIds = ApiVersion.of(instance.release()).compareTo(new ApiVersion(11, 16)) >= 0;
  }

  @Nullable FieldWriter of(String field) {
    return switch (field) {
      case "email" -> this::addresses;
      case "email1" -> (out, row) -> out.writeString(address(primary(row)));
      case "email2" -> (out, row) -> out.writeString(address(second(row)));
      case "email_opt_out" -> (out, row) -> out.writeBoolean(flag(row, Flags::optOut));
      case "invalid_email" -> (out, row) -> out.writeBoolean(flag(row, Flags::invalid));
      case "email_addresses_non_primary" ->
          (out, row) ->
              out.writeString(
                  row.addresses().stream()
                      .filter(a -> !a.primary())
                      .map(Address::address)
                      .collect(Collectors.joining(",")));
      default -> null;
    };
  }

  private void addresses(JsonGenerator out, Row row) throws IOException {
    out.writeStartArray();
    for (Address address : row.addresses()) {
      Flags flags = instance.store().addresses().flags(address.addressId());
      out.writeStartObject();
      out.writeStringField("email_address", address.address());
      flag(out, "invalid_email", flags.invalid());
      flag(out, "opt_out", flags.optOut());
      if (withIds) {
        out.writeStringField("email_address_id", address.addressId());
      }
      flag(out, "primary_address", address.primary());
      flag(out, "reply_to_address", address.replyTo());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void flag(JsonGenerator out, String name, boolean value) throws IOException {
    if (instance.on(Switch.FLAGS_AS_TEXT)) {
      out.writeStringField(name, value ? "1" : "0");
    } else {
      out.writeBooleanField(name, value);
    }
  }

  private boolean flag(Row row, Function<Flags, Boolean> which) {
    Address primary = primary(row);
    return primary != null && which.apply(instance.store().addresses().flags(primary.addressId()));
  }

  private static @Nullable Address primary(Row row) {
    return row.addresses().stream().filter(Address::primary).findFirst().orElse(null);
  }

  private static @Nullable Address second(Row row) {
    List<Address> addresses = row.addresses();
    return primary(row) == null
        ? null
        : addresses.stream().filter(a -> !a.primary()).findFirst().orElse(null);
  }

  private static String address(@Nullable Address address) {
    return address == null ? "" : address.address();
  }
}
