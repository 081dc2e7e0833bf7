package dev.caramel.sync.report;

import dev.caramel.sync.Mistake;
import dev.caramel.sync.program.MaintenanceProgram;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance program as the API shows it.
 *
 * @param id id of the program
 * @param description what its route says of itself
 * @param file path below the routes directory
 * @param state {@code ready}, {@code pending}, {@code refused} or {@code paused}
 * @param errors mistakes of the file as it stands, and what should be known of what runs
 * @param loadedAt when the definition that runs was loaded, or null
 * @param nextFireAt when its schedule starts it next; null if it has none or is paused
 * @param lastRun its last run, which may be under way, or null
 * @param steps what changes lists, in the order of the file; empty for a refused file
 */
record ProgramView(
    String id,
    String description,
    String file,
    String state,
    List<Mistake> errors,
    @Nullable Instant loadedAt,
    @Nullable Instant nextFireAt,
    @Nullable RunView lastRun,
    List<MaintenanceProgram.Step> steps) {}
