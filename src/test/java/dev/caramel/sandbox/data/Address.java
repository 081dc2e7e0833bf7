package dev.caramel.sandbox.data;

/**
 * The tie between a record and one of its e-mail addresses (reference 4.7).
 *
 * @param addressId the id of the address row, which several records may share
 * @param address the address as it was typed
 * @param primary whether it is the record's primary address; it need not be the first one, and a
 *     record may have none that is primary
 * @param replyTo whether answers go there
 */
public record Address(String addressId, String address, boolean primary, boolean replyTo) {}
