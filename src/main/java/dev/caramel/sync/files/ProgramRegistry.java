package dev.caramel.sync.files;

import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.program.LoadedProgram;
import dev.caramel.sync.program.MaintenanceProgram;
import dev.caramel.sync.program.Programs;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The maintenance programs of this node as the loader left them. */
@Component
class ProgramRegistry implements Programs {
  private final Clock clock;
  private final Map<String, LoadedProgram> programs = new ConcurrentHashMap<>();

  ProgramRegistry(Clock clock) {
    this.clock = clock;
  }

  /** What a run of a program is named where runs of syncs are named by the sync. */
  static String key(String program) {
    return "program/" + program;
  }

  @Override
  public Optional<LoadedProgram> find(String id) {
    return Optional.ofNullable(programs.get(id));
  }

  @Override
  public List<LoadedProgram> all() {
    return programs.values().stream().sorted(Comparator.comparing(LoadedProgram::id)).toList();
  }

  void loaded(String file, String description, MaintenanceProgram program) {
    programs.put(
        program.id(),
        new LoadedProgram(
            program.id(), file, description, State.READY, List.of(), clock.instant(), program));
  }

  /** The file as it stands is wrong; what runs, runs on. */
  void refused(String id, String file, List<Mistake> errors) {
    programs.merge(
        id,
        new LoadedProgram(id, file, "", State.REFUSED, errors, null, null),
        (held, refused) ->
            !held.file().equals(file) && held.definition() != null
                ? held
                : held.definition() == null ? refused : with(held, held.state(), errors));
  }

  /** What is to be said of a program that runs, in the place of what was said before. */
  void told(String id, List<Mistake> errors) {
    programs.computeIfPresent(id, (key, held) -> with(held, held.state(), errors));
  }

  /** Whether an edit waits for the end of a run. */
  void pending(String id, boolean pending) {
    programs.computeIfPresent(
        id,
        (key, held) ->
            held.definition() == null
                ? held
                : with(held, pending ? State.PENDING : State.READY, held.errors()));
  }

  void restore(String id, @Nullable LoadedProgram before) {
    if (before == null) {
      programs.remove(id);
    } else {
      programs.put(id, before);
    }
  }

  void remove(String id) {
    programs.remove(id);
  }

  /** A file that was refused is gone. */
  void forgetRefused(String id, String file) {
    programs.computeIfPresent(
        id, (key, held) -> held.definition() == null && held.file().equals(file) ? null : held);
  }

  private static LoadedProgram with(LoadedProgram held, State state, List<Mistake> errors) {
    return new LoadedProgram(
        held.id(),
        held.file(),
        held.description(),
        state,
        errors,
        held.loadedAt(),
        held.definition());
  }
}
