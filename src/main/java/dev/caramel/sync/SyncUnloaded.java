package dev.caramel.sync;

/**
 * Published as an application event when the file of a sync was deleted and its route removed on
 * this node. List and history stay.
 *
 * @param id sync id
 */
public record SyncUnloaded(String id) {}
