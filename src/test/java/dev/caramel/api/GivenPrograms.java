package dev.caramel.api;

import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.program.LoadedProgram;
import dev.caramel.sync.program.MaintenanceProgram;
import dev.caramel.sync.program.ProgramStarter;
import dev.caramel.sync.program.Programs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One program that there is, whose runs are asked for and not made. */
class GivenPrograms implements Programs, ProgramStarter {
  static final String ID = "refresh-scores";
  private static final LoadedProgram PROGRAM =
      new LoadedProgram(
          ID,
          "programs/refresh-scores.camel.yaml",
          "Sets Lead Score to the behavioral score",
          LoadedSync.State.READY,
          List.of(),
          Instant.parse("2026-11-23T18:00:00Z"),
          new MaintenanceProgram(ID, List.of()));

  @Override
  public Optional<LoadedProgram> find(String id) {
    return all().stream().filter(program -> program.id().equals(id)).findAny();
  }

  @Override
  public List<LoadedProgram> all() {
    return List.of(PROGRAM);
  }

  @Override
  public long start(String program, RunRequest request) {
    if (find(program).isEmpty()) {
      throw new NoSuchProgram("There is no program \"" + program + "\".");
    }
    return 4712;
  }

  @Override
  public void pause(String program) {}

  @Override
  public void resume(String program) {}
}
