package dev.caramel.ops;

import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.program.LoadedProgram;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of a sync or a maintenance program, as far as it says whether that is well.
 *
 * @param loaded whether there is a definition that can run
 * @param editRefused whether the errors are those of an edit that was refused
 */
record Watched(
    String file,
    boolean loaded,
    State state,
    List<Mistake> errors,
    boolean editRefused,
    @Nullable Instant loadedAt) {

  static Watched of(LoadedSync sync) {
    return new Watched(
        sync.file(),
        sync.definition() != null,
        sync.state(),
        sync.errors(),
        sync.editRefused(),
        sync.loadedAt());
  }

  static Watched of(LoadedProgram program) {
    return new Watched(
        program.file(),
        program.definition() != null,
        program.state(),
        program.errors(),
        false,
        program.loadedAt());
  }
}
