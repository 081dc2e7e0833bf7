package dev.caramel.sync.run;

/**
 * Published when a person switched a schedule on again.
 *
 * @param owner whose schedule it is
 */
record SyncResumed(RunOwner owner) {}
