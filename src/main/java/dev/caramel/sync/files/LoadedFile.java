package dev.caramel.sync.files;

import dev.caramel.sync.definition.RouteFile;
import dev.caramel.sync.definition.SyncFile;
import org.jspecify.annotations.Nullable;

/**
 * A file that Camel holds now.
 *
 * @param source the text it was made of
 * @param file what its text says
 * @param sync what it says as a sync file; null for any other
 * @param held what Camel holds of it
 */
record LoadedFile(RouteText source, RouteFile file, @Nullable SyncFile sync, RouteSwap.Held held) {
  /** Whether it is the file of a maintenance program. */
  boolean isProgram() {
    return source.isProgram() && !source.isKamelet();
  }

  /** What runs are named that go through it; null for files that are nobody's own. */
  @Nullable String runs() {
    if (sync != null) {
      return sync.id();
    }
    return isProgram() ? ProgramRegistry.key(file.stem()) : null;
  }
}
