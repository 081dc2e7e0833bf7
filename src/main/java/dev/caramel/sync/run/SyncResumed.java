package dev.caramel.sync.run;

/**
 * Published when a person switched a sync's schedule on again.
 *
 * @param id sync id
 */
record SyncResumed(String id) {}
