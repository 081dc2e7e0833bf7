package dev.caramel.sync.program;

import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One program file as this node holds it.
 *
 * @param id program id; for a file that was never loaded, its stem
 * @param file path below the routes directory, with forward slashes
 * @param description what its route says of itself, or an empty text
 * @param state what the program can do now
 * @param errors mistakes of the file as it stands, and what should be known of what runs
 * @param loadedAt when the definition that runs was loaded; null if none is
 * @param definition the definition that runs; null for a refused file
 */
public record LoadedProgram(
    String id,
    String file,
    String description,
    State state,
    List<Mistake> errors,
    @Nullable Instant loadedAt,
    @Nullable MaintenanceProgram definition) {}
