package dev.caramel.sync.program;

import java.util.List;
import java.util.Optional;

/**
 * The maintenance programs that this node has loaded from its routes directory, and the files that
 * it refused.
 */
public interface Programs {
  /** The program of that id, loaded or refused. */
  Optional<LoadedProgram> find(String id);

  /** All programs, loaded and refused, by id. */
  List<LoadedProgram> all();

  /** The loaded definition of that id: empty for a refused file. */
  default Optional<MaintenanceProgram> definition(String id) {
    return find(id).flatMap(program -> Optional.ofNullable(program.definition()));
  }
}
