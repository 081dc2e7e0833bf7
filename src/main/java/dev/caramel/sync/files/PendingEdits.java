package dev.caramel.sync.files;

import dev.caramel.sync.LoadedSync;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Edits of files that a run goes through: they wait for its end. */
final class PendingEdits {
  private static final Logger log = LoggerFactory.getLogger(RouteFiles.class);

  private final SyncRegistry registry;
  private final Map<String, Waiting> waiting = new HashMap<>();

  private record Waiting(RouteText source, @Nullable LoadedSync before) {}

  PendingEdits(SyncRegistry registry) {
    this.registry = registry;
  }

  boolean holds(String path) {
    return waiting.containsKey(path);
  }

  /** Whether that very text waits, and the run goes on. */
  boolean stillWaits(RouteText file, Set<String> busy) {
    Waiting one = waiting.get(file.path());
    return one != null && busy.contains(file.path()) && one.source().sameText(file);
  }

  void hold(FileJudge.Read read) {
    String path = read.source().path();
    Waiting before = waiting.get(path);
    LoadedSync entry = before == null ? entry(read) : before.before();
    waiting.put(path, new Waiting(read.source(), entry));
    if (read.sync() != null) {
      registry.pending(read.sync().id());
    }
    if (before == null) {
      log.info("{} was changed while a run goes through it: the change waits for its end", path);
    }
  }

  private @Nullable LoadedSync entry(FileJudge.Read read) {
    return read.sync() == null ? null : registry.held(read.sync().id());
  }

  /** The edit is taken up, or refused: what was told of its sync before it came holds again. */
  void release(String path) {
    Waiting one = waiting.remove(path);
    if (one != null && one.before() != null) {
      registry.restore(one.before().id(), one.before());
    }
  }

  void keepOnly(Collection<String> paths) {
    waiting.keySet().retainAll(paths);
  }
}
