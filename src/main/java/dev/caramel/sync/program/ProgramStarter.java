package dev.caramel.sync.program;

import dev.caramel.sync.RunRequest;

/** Starts and pauses the runs of maintenance programs. */
public interface ProgramStarter {
  /**
   * Starts a run now, on this node, and returns while it goes on.
   *
   * @return id of the run
   * @throws NoSuchProgram if no program has that id
   * @throws ProgramRefused if the file of that program has no loaded definition
   * @throws ProgramBusy if a run of it is under way on any node
   */
  long start(String program, RunRequest request);

  /** Switches the schedule of a program off, on all nodes, until it is resumed. */
  void pause(String program);

  /** Switches the schedule of a program on again. */
  void resume(String program);

  /** No program has that id. */
  final class NoSuchProgram extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchProgram(String message) {
      super(message);
    }
  }

  /** The program's file was refused, so there is nothing to run. */
  final class ProgramRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProgramRefused(String message) {
      super(message);
    }
  }

  /** A run of the program is under way. */
  final class ProgramBusy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProgramBusy(String message) {
      super(message);
    }
  }
}
