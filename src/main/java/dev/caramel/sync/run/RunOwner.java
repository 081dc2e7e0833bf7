package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.program.MaintenanceProgram;

/**
 * Whose run a run is: a sync's or a maintenance program's.
 *
 * @param program whether it is a program's
 * @param id id of the sync or program, which is that of its route
 * @param title what people call it
 */
public record RunOwner(boolean program, String id, String title) {
  private static final String PROGRAM = "program/";

  static RunOwner of(ListSync sync) {
    return new RunOwner(false, sync.id(), sync.list());
  }

  static RunOwner of(MaintenanceProgram program) {
    return ofProgram(program.id());
  }

  static RunOwner ofSync(String id) {
    return new RunOwner(false, id, id);
  }

  static RunOwner ofProgram(String id) {
    return new RunOwner(true, id, id);
  }

  /** The owner of a lease. */
  static RunOwner ofKey(String key) {
    return key.startsWith(PROGRAM) ? ofProgram(key.substring(PROGRAM.length())) : ofSync(key);
  }

  /**
   * Name of its lease, and of what runs: the id of a sync, and {@code program/<id>} of a program,
   * which no sync can be called.
   */
  public String key() {
    return program ? PROGRAM + id : id;
  }
}
