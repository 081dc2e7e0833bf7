package dev.caramel.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sync file as this node holds it.
 *
 * @param id sync id; for a file that was never loaded, its stem
 * @param file path below the routes directory, with forward slashes: {@code
 *     syncs/all-sugar-leads.camel.yaml}
 * @param state what the sync can do now
 * @param errors mistakes of the file as it stands, and what an unverified sync waits for
 * @param loadedAt when the definition that runs was loaded; null if none is
 * @param definition the definition that runs; null for a refused file
 * @param editRefused whether the errors are those of an edit that was refused, while what was
 *     loaded before runs on; else they are notes about what runs
 */
public record LoadedSync(
    String id,
    String file,
    State state,
    List<Mistake> errors,
    @Nullable Instant loadedAt,
    @Nullable ListSync definition,
    boolean editRefused) {

  /** A file whose text as it stands was not refused while another definition runs. */
  public LoadedSync(
      String id,
      String file,
      State state,
      List<Mistake> errors,
      @Nullable Instant loadedAt,
      @Nullable ListSync definition) {
    this(id, file, state, errors, loadedAt, definition, false);
  }

  /** States of a sync, in the words of the API (lower case). */
  public enum State {
    READY,
    UNVERIFIED,
    PENDING,
    REFUSED,
    PAUSED
  }
}
