package dev.caramel.sugar.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the field {@code email} of a record (reference 4.7). */
final class AddressReader {
  private AddressReader() {}

  static List<SourceRecord.Address> read(JsonParser parser) throws IOException {
    List<SourceRecord.Address> addresses = new ArrayList<>(1);
    if (parser.currentToken() == JsonToken.VALUE_STRING && !parser.getText().isEmpty()) {
      addresses.add(new SourceRecord.Address(parser.getText(), true, false, false));
      return addresses;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return addresses;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      String address = null;
      boolean primary = false;
      boolean optedOut = false;
      boolean invalid = false;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        switch (key) {
          case "email_address" -> address = parser.getValueAsString();
          case "primary_address" -> primary = ValueReader.flag(parser);
          case "opt_out" -> optedOut = ValueReader.flag(parser);
          case "invalid_email" -> invalid = ValueReader.flag(parser);
          default -> parser.skipChildren();
        }
      }
      if (address != null && !address.isBlank()) {
        addresses.add(new SourceRecord.Address(address.trim(), primary, optedOut, invalid));
      }
    }
    return addresses;
  }
}
