package dev.caramel.sync;

/**
 * Published as an application event when the definition and route of a sync have been loaded or
 * swapped on this node.
 *
 * @param id sync id
 */
public record SyncLoaded(String id) {}
