package dev.caramel.sandbox.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The faults that wait for their request. */
public final class Faults {

  private static final Set<String> KINDS =
      Set.of(
          "status",
          "latency",
          "kill-session",
          "expire-token",
          "refuse-refresh",
          "reset",
          "reset-after-work",
          "cut-body",
          "html",
          "empty-body",
          "wrong-json",
          "throttle",
          "maintenance",
          "hang",
          "hang-after-work");

  private static final String PART = "PART ";

  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Hook> hooks = new ArrayList<>();

  private record Hook(Pattern path, Runnable work) {}

  /** Makes an empty set. */
  public Faults() {}

  /**
   * Adds a fault.
   *
   * @param fault the fault
   * @throws IllegalArgumentException for an unknown kind or a wrong pattern
   */
  public synchronized void add(Fault fault) {
    if (!KINDS.contains(fault.kind())) {
      throw new IllegalArgumentException("No fault " + fault.kind() + " in " + KINDS);
    }
    boolean ofRefresh = fault.kind().equals("refuse-refresh") && fault.path() == null;
    String path = ofRefresh ? "oauth2/token refresh_token$" : fault.path();
    waiting.add(new Waiting(fault, path == null ? null : Pattern.compile(path)));
  }

  /**
   * Has something done once, just before a request (or a part of a bulk call) is served: what a
   * person does in Sugar between two requests of a client.
   *
   * @param path a regular expression that is sought in method and path; parts of a bulk call begin
   *     with {@code PART}
   * @param work what is done
   */
  public synchronized void before(String path, Runnable work) {
    hooks.add(new Hook(Pattern.compile(path), work));
  }

  /** Removes all faults. */
  public synchronized void clear() {
    waiting.clear();
    hooks.clear();
  }

  /**
   * The faults that were not used up.
   *
   * @return in the order in which they came
   */
  public synchronized List<Fault> all() {
    return waiting.stream().map(w -> w.fault).toList();
  }

  /**
   * Counts a request, and gives the fault that hits it.
   *
   * @param line method and path
   * @return the fault, or null
   */
  public @Nullable Fault next(String line) {
    runHooks(line);
    return next(line, false);
  }

  /**
   * The same for a part of a bulk call: only faults whose path begins with {@code PART} are meant.
   *
   * @param line method and path of the part
   * @return the fault, or null
   */
  public @Nullable Fault nextPart(String line) {
    runHooks(PART + line);
    return next(PART + line, true);
  }

  private void runHooks(String line) {
    List<Hook> due = new ArrayList<>();
    synchronized (this) {
      hooks.removeIf(hook -> hook.path.matcher(line).find() && due.add(hook));
    }
    due.forEach(hook -> hook.work.run());
  }

  private synchronized @Nullable Fault next(String line, boolean part) {
    Fault hit = null;
    for (Waiting one : List.copyOf(waiting)) {
      if (hit == null && one.isOfPart() == part && one.hits(line)) {
        hit = one.fault;
        if (one.usedUp()) {
          waiting.remove(one);
        }
      }
    }
    return hit;
  }

  private static final class Waiting {
    private final Fault fault;
    private final @Nullable Pattern path;
    private int seen;

    Waiting(Fault fault, @Nullable Pattern path) {
      this.fault = fault;
      this.path = path;
    }

    boolean isOfPart() {
      return fault.path() != null && fault.path().startsWith(PART);
    }

    boolean hits(String line) {
      if (path != null && !path.matcher(line).find()) {
        return false;
      }
      seen++;
      return seen >= fault.at();
    }

    boolean usedUp() {
      return fault.times() > 0 && seen >= fault.at() + fault.times() - 1;
    }
  }
}
