package dev.caramel.sync;

import java.util.List;
import java.util.Optional;

/** The syncs that this node has loaded from its routes directory, and the files it refused. */
public interface Syncs {
  /** The sync of that id, loaded or refused. */
  Optional<LoadedSync> find(String id);

  /** All syncs, loaded and refused, by id. */
  List<LoadedSync> all();

  /** The loaded definition of that id: empty for a refused file. */
  default Optional<ListSync> definition(String id) {
    return find(id).flatMap(sync -> Optional.ofNullable(sync.definition()));
  }

  /**
   * Judges a sync that is {@code unverified} against Sugar, now that it can be asked: called when a
   * run begins, before its first step. It may take as long as Sugar takes.
   *
   * @return what is wrong in the definition; empty if it is right, was verified before, or if Sugar
   *     still cannot be asked. A sync with mistakes is unloaded as soon as its run has ended.
   */
  default List<Mistake> verify(String id) {
    return List.of();
  }

  /**
   * Told before a run is begun that no schedule asked for: waits while the sync's file is being
   * swapped, and keeps it from being swapped until {@link #runCame}.
   */
  default void runComes(String id) {}

  /**
   * The same for a run that a schedule or another route begins. The sync's own file does not wait
   * for it: Camel ends such an exchange before it swaps the route that it came in by.
   */
  default void fireComes(String id) {}

  /** Told when that run has begun, or could not begin. */
  default void runCame(String id) {}

  /** Told by the run that begins, so that an edit of the file waits until it has ended. */
  void runBegan(String id);

  /** Told by the run that ended. */
  void runEnded(String id);
}
