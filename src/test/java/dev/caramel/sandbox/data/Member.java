package dev.caramel.sandbox.data;

/**
 * A record at the other end of a link, for example in a target list.
 *
 * @param module the record's module
 * @param id the record's id
 */
public record Member(String module, String id) {}
