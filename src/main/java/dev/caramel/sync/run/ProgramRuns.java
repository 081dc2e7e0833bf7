package dev.caramel.sync.run;

import dev.caramel.sync.Mistake;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.Syncs;
import dev.caramel.sync.program.LoadedProgram;
import dev.caramel.sync.program.MaintenanceProgram;
import dev.caramel.sync.program.ProgramStarter;
import dev.caramel.sync.program.Programs;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Starts and pauses the runs of maintenance programs. */
@Component
class ProgramRuns implements ProgramStarter {
  /** Route of a dry run: it goes through the steps of the program, and takes back what they did. */
  private static final String DRY_RUN = "dry-run-program";

  private final ObjectProvider<Programs> programs;
  private final ObjectProvider<Syncs> syncs;
  private final LiveRuns runs;
  private final RunSender sender;
  private final RunSchedules schedules;

  ProgramRuns(
      ObjectProvider<Programs> programs,
      ObjectProvider<Syncs> syncs,
      LiveRuns runs,
      RunSender sender,
      RunSchedules schedules) {
    this.programs = programs;
    this.syncs = syncs;
    this.runs = runs;
    this.sender = sender;
    this.schedules = schedules;
  }

  @Override
  public long start(String id, RunRequest request) {
    // An edit of the file that is just being taken up goes first: no run meets half a swap.
    String key = RunOwner.ofProgram(id).key();
    syncs.getObject().runComes(key);
    try {
      Run run =
          runs.begin(definition(id), request, null)
              .orElseThrow(
                  () ->
                      new ProgramBusy("a run of the program \"" + id + "\" is under way already"));
      sender.send(run, request.dryRun() ? DRY_RUN : id);
      return run.id();
    } finally {
      syncs.getObject().runCame(key);
    }
  }

  private MaintenanceProgram definition(String id) {
    LoadedProgram program =
        programs
            .getObject()
            .find(id)
            .orElseThrow(() -> new NoSuchProgram("there is no program \"" + id + "\""));
    return Optional.ofNullable(program.definition())
        .orElseThrow(
            () ->
                new ProgramRefused(
                    "the file %s was refused, so there is nothing to run: %s"
                        .formatted(
                            program.file(),
                            program.errors().stream()
                                .map(Mistake::message)
                                .collect(Collectors.joining("; ")))));
  }

  @Override
  public void pause(String id) {
    schedules.pause(RunOwner.of(definition(id)));
  }

  @Override
  public void resume(String id) {
    schedules.resume(RunOwner.of(definition(id)));
  }
}
