package dev.caramel.sandbox.rest;

import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.data.Member;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.store.Addresses.Flags;
import dev.caramel.sandbox.store.Row;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets the flags of an address, and moves the dates that move with them (reference 8.5a). */
public final class AddressFlags {

  private final Instance instance;

  /**
   * Works on an instance.
   *
   * @param instance the Sugar that is played
   */
  public AddressFlags(Instance instance) {
    this.instance = instance;
  }

  /**
   * Sets the flags.
   *
   * @param addressId the address row
   * @param optOut the new value, or null to leave it
   * @param invalid the new value, or null to leave it
   * @param at the time of it
   */
  public void set(
      String addressId, @Nullable Boolean optOut, @Nullable Boolean invalid, Instant at) {
    Flags before = instance.store().addresses().flags(addressId);
    boolean still = instance.on(Switch.OPT_OUT_KEEPS_ADDRESS_DATE);
    instance.store().addresses().setFlags(addressId, optOut, invalid, still ? null : at);
    if (!instance.store().addresses().flags(addressId).equals(before)) {
      changed(addressId, at);
    }
  }

  /** Moves the records' dates, if they are to move. */
  void changed(String addressId, Instant at) {
    if (!instance.on(Switch.OPT_OUT_MOVES_RECORD_DATE)) {
      return;
    }
    for (Member member : instance.store().addresses().holders(addressId)) {
      Row row = instance.store().live(member.module(), member.id());
      if (row != null) {
        instance.store().update(row, Map.of(), at);
      }
    }
  }
}
