package dev.caramel.sync.report;

/**
 * Body of the call that starts a run of a maintenance program; its key is optional.
 *
 * @param dryRun whether nothing is written but the run's own row
 */
public record ProgramOrder(boolean dryRun) {}
