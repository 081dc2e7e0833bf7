package dev.caramel.sync;

/** Starts, pauses and cancels runs. */
public interface RunStarter {
  /**
   * Starts a run now, on this node, and returns while it goes on.
   *
   * @return id of the run
   * @throws NoSuchSync if no sync has that id
   * @throws SyncRefused if the file of that sync has no loaded definition
   * @throws SyncBusy if a run of it is under way on any node
   */
  long start(String sync, RunRequest request);

  /**
   * Ends a run at its next page. The run becomes {@code interrupted} and is not resumed by itself.
   *
   * @return false if that run is not under way
   */
  boolean cancel(long run);

  /** Switches the schedule of a sync off, on all nodes, until it is resumed. */
  void pause(String sync);

  /** Switches the schedule of a sync on again. */
  void resume(String sync);

  /** No sync has that id. */
  final class NoSuchSync extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchSync(String message) {
      super(message);
    }
  }

  /** The sync's file was refused, so there is nothing to run. */
  final class SyncRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SyncRefused(String message) {
      super(message);
    }
  }

  /** A run of the sync is under way. */
  final class SyncBusy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SyncBusy(String message) {
      super(message);
    }
  }
}
