package dev.caramel.ops;

/** Which syncs have a schedule by their files, whatever the job store knows of it. */
@FunctionalInterface
interface ScheduledSyncs {
  /** Whether the route of that sync begins with a schedule. */
  boolean has(String sync);
}
