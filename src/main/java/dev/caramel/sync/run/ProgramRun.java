package dev.caramel.sync.run;

import dev.caramel.sync.RunRequest;
import dev.caramel.sync.program.MaintenanceProgram;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a maintenance program on this node. */
public final class ProgramRun extends Run {
  private final MaintenanceProgram program;
  private final @Nullable Run caller;
  private @Nullable Map<String, ProgramCheckpoints.Place> resumed;

  ProgramRun(
      long id,
      MaintenanceProgram program,
      RunRequest request,
      long fence,
      Instant startedAt,
      @Nullable Run caller) {
    super(id, RunOwner.of(program), request, "changes", fence, startedAt);
    this.program = program;
    this.caller = caller;
  }

  /** The program as it stood when the run began; an edit waits until it has ended. */
  public MaintenanceProgram program() {
    return program;
  }

  /**
   * What an interrupted run had committed.
   *
   * @param done names of the steps that were done to their end
   * @param step the step that was under way, or null
   * @param after last member that it had looked at
   */
  record Resumed(List<String> done, @Nullable String step, long after) {}

  /**
   * Where a step begins, if the run before was interrupted; a step that comes again begins anew.
   */
  synchronized Optional<ProgramCheckpoints.Place> goneOnWith(
      Supplier<Optional<Resumed>> before, String step) {
    if (resumed == null) {
      Resumed found = before.get().orElse(new Resumed(List.of(), null, 0));
      resumed = new HashMap<>();
      if (found.step() != null) {
        resumed.put(found.step(), new ProgramCheckpoints.Place(false, found.after()));
      }
      for (String done : found.done()) {
        resumed.put(done, new ProgramCheckpoints.Place(true, 0));
      }
    }
    return Optional.ofNullable(resumed.remove(step));
  }

  @Override
  boolean complete() {
    return !request().dryRun();
  }

  /** It ends with the run of the sync that it is a step of. */
  @Override
  public void goOn() {
    super.goOn();
    if (caller != null) {
      caller.goOn();
    }
  }
}
