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
   * @param own what its own runs are named, those of a sync or a program; null for a file that has
   *     none
   * @return what the work returned; empty if it was not done, because it must wait
   */
  Optional<Boolean> pass(String path, @Nullable String own, BooleanSupplier work) {
    if (own == null) {
      return beneath(path, work);
    }
    if (!registry.beginSwap(own)) {
      return Optional.empty();
    }
    try {
      // A program may be a step of syncs, too.
      return beneath(path, work);
    } finally {
      registry.endSwap(own);
    }
  }

  private Optional<Boolean> beneath(String path, BooleanSupplier work) {
    if (!registry.beginSwapBeneath(Dependents.users(path, loader.all()))) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.getAsBoolean());
    } finally {
      registry.endSwapBeneath();
    }
  }
}
