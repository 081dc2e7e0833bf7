package dev.caramel.sugar.value;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Sugar record as one answer held it, reduced to what a list needs. */
public final class SourceRecord {
  /** Stands for a field that the answer did not carry: it changes nothing. */
  public static final Object MISSING = new Object();

  private final String id;
  private final @Nullable Instant modified;
  private final @Nullable Object[] values;
  private final List<Address> addresses;
  private final boolean emailKnown;
  private final @Nullable List<String> teams;
  private final boolean deleted;
  private final boolean converted;
  private byte @Nullable [] hash;

  SourceRecord(
      String id,
      @Nullable Instant modified,
      @Nullable Object[] values,
      @Nullable List<Address> addresses,
      @Nullable List<String> teams,
      boolean deleted,
      boolean converted) {
    this.id = id;
    this.modified = modified;
    this.values = values;
    this.addresses = addresses == null ? List.of() : addresses;
    this.emailKnown = addresses != null;
    this.teams = teams;
    this.deleted = deleted;
    this.converted = converted;
  }

  /** One address of a record, with the flags that belong to the address. */
  public record Address(String address, boolean primary, boolean optedOut, boolean invalid) {}

  /** Id, as Sugar gave it. */
  public String id() {
    return id;
  }

  /** When it was last changed, on Sugar's clock; null if the answer did not say. */
  public @Nullable Instant modified() {
    return modified;
  }

  /** Canonical value of the layout's field at that place, {@link #MISSING} if it did not come. */
  public @Nullable Object value(int place) {
    return values[place];
  }

  /** Puts another value in its place, as a transform made it; the hash stays that of Sugar's. */
  public void value(int place, @Nullable Object value) {
    hash();
    values[place] = value;
  }

  /** All addresses, in Sugar's order. */
  public List<Address> addresses() {
    return addresses;
  }

  /** Whether the answer said which addresses the record has. */
  public boolean emailKnown() {
    return emailKnown;
  }

  /**
   * The address that mail goes to: the one marked primary, else the first that is valid, else the
   * first (reference 11, quirk 20); null if there is none.
   */
  public @Nullable String primaryAddress() {
    return primaryAddress(addresses);
  }

  static @Nullable String primaryAddress(List<Address> addresses) {
    String firstValid = null;
    for (Address address : addresses) {
      if (address.primary()) {
        return address.address();
      }
      if (firstValid == null && !address.invalid()) {
        firstValid = address.address();
      }
    }
    return firstValid == null && !addresses.isEmpty() ? addresses.get(0).address() : firstValid;
  }

  /** Names of its teams, the primary first; null if the answer did not say. */
  public @Nullable List<String> teams() {
    return teams;
  }

  /** Whether it is a deleted record. */
  public boolean deleted() {
    return deleted;
  }

  /** Whether it is a converted lead. */
  public boolean converted() {
    return converted;
  }

  /**
   * Hash of everything that a list keeps of it: 16 bytes. It is made when it is first asked for, so
   * that it is not made where the next page is read, which is what a pull waits for.
   */
  public byte[] hash() {
    if (hash == null) {
      hash = RecordHash.of(values, emailKnown ? addresses : null);
    }
    return hash;
  }
}
