package dev.caramel.sandbox.data;

import java.time.Instant;

/**
 * One row of the module EmailAddresses (reference 8.5a): the flags belong to the address, not to
 * the people who share it.
 *
 * @param id the row's id
 * @param address the address as it was typed
 * @param caps the address in upper case, by which it is found
 * @param optOut whether its owner opted out
 * @param invalid whether mail to it bounced
 * @param dateCreated when the row was made, whole seconds
 * @param dateModified when it was changed last, whole seconds
 */
public record AddressRow(
    String id,
    String address,
    String caps,
    boolean optOut,
    boolean invalid,
    Instant dateCreated,
    Instant dateModified) {}
