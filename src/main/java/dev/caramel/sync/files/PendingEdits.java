package dev.caramel.sync.files;

import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.definition.RouteFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Edits of files that a run goes through: they wait until it has ended. */
final class PendingEdits {
  private static final Logger log = LoggerFactory.getLogger(RouteFiles.class);

  private final SyncRegistry registry;
  private final ProgramRegistry programs;
  private final Map<String, Waiting> waiting = new HashMap<>();

  private record Waiting(RouteText source, @Nullable LoadedSync before) {}

  PendingEdits(SyncRegistry registry, ProgramRegistry programs) {
    this.registry = registry;
    this.programs = programs;
  }

  boolean holds(String path) {
    return waiting.containsKey(path);
  }

  /** Whether the same text still waits for the same run. */
  boolean stillWaits(RouteText file, Set<String> busy) {
    Waiting edit = waiting.get(file.path());
    return edit != null && busy.contains(file.path()) && edit.source().sameText(file);
  }

  /** Has an edit wait. */
  void hold(FileJudge.Read read) {
    String path = read.source().path();
    Waiting before = waiting.get(path);
    LoadedSync entry = before == null ? entry(read) : before.before();
    waiting.put(path, new Waiting(read.source(), entry));
    if (read.sync() != null) {
      registry.pending(read.sync().id());
    } else if (read.isProgram()) {
      programs.pending(read.file().stem(), true);
    }
    if (before == null) {
      log.info("{} was changed while a run goes through it: the change waits for its end", path);
    }
  }

  private @Nullable LoadedSync entry(FileJudge.Read read) {
    return read.sync() == null ? null : registry.held(read.sync().id());
  }

  /** The edit of a file waits no longer. */
  void release(String path) {
    Waiting edit = waiting.remove(path);
    if (edit == null) {
      return;
    }
    if (edit.source().isProgram()) {
      programs.pending(RouteFile.stem(path), false);
    }
    if (edit.before() != null) {
      registry.restore(edit.before().id(), edit.before());
    }
  }

  void keepOnly(Collection<String> paths) {
    waiting.keySet().retainAll(paths);
  }
}
