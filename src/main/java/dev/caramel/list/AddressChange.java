package dev.caramel.list;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

/**
 * Body of the call that sets the state of an address.
 *
 * @param optedOut whether its owner wants no mail
 * @param invalid whether mail to it fails
 */
public record AddressChange(
    @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL) boolean optedOut,
    @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL) boolean invalid) {
  /** The state in words, as the audit has it. */
  String inWords() {
    return (optedOut ? "opted out" : "not opted out") + (invalid ? ", invalid" : ", not invalid");
  }
}
