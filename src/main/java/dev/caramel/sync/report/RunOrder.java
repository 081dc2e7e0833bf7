package dev.caramel.sync.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of the call that starts a run; every key is optional.
 *
 * @param dryRun whether nothing is written but the run's own row
 * @param full whether everything is read
 * @param allowRemovals whether the removals that wait are let through
 * @param records Sugar ids that the run is limited to; empty or left out for all
 */
public record RunOrder(
    boolean dryRun, boolean full, boolean allowRemovals, @Nullable List<String> records) {}
