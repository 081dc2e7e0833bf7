package dev.caramel.sandbox.data;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The module EmailAddresses (reference 8.5a). */
record AddressRows(AddressBook book) implements Rows {

  @Override
  public IdLayout ids() {
    return book.ids();
  }

  @Override
  public Function<String, @Nullable Object> values(int index) {
    AddressRow row = book.row(index);
    return field ->
        switch (field) {
          case "id" -> row.id();
          case "email_address" -> row.address();
          case "email_address_caps" -> row.caps();
          case "opt_out" -> row.optOut();
          case "invalid_email" -> row.invalid();
          case "date_created" -> row.dateCreated();
          case "date_modified" -> row.dateModified();
          case "deleted" -> false;
          default -> null;
        };
  }

  @Override
  public long dateModified(int index) {
    return book.dateModified(index);
  }

  @Override
  public List<Address> addresses(int index) {
    return List.of();
  }

  @Override
  public List<String> teams(int index) {
    return List.of();
  }
}
