package dev.caramel.sync.files;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets no route be swapped or taken out while a run goes through it: Camel would end the run. A run
 * that comes meanwhile waits.
 */
final class SwapGate {
  private final SyncRegistry registry;
  private final FileLoader loader;

  SwapGate(SyncRegistry registry, FileLoader loader) {
    this.registry = registry;
    this.loader = loader;
  }

  /**
   * Swaps, or takes out, if no run is under way.
   *
   * @param path the file
   * @param sync id of its sync; null for a file that several syncs may share
   * @return what the work returned; empty if it was not done, because it must wait
   */
  Optional<Boolean> pass(String path, @Nullable String sync, BooleanSupplier work) {
    if (sync == null) {
      if (!registry.beginSwapBeneath(Dependents.users(path, loader.all()))) {
        return Optional.empty();
      }
      try {
        return Optional.of(work.getAsBoolean());
      } finally {
        registry.endSwapBeneath();
      }
    }
    if (!registry.beginSwap(sync)) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.getAsBoolean());
    } finally {
      registry.endSwap(sync);
    }
  }
}
