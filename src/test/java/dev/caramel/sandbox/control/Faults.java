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

  private final List<Waiting> waiting = new ArrayList<>();

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

  /** Removes all faults. */
  public synchronized void clear() {
    waiting.clear();
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
  public synchronized @Nullable Fault next(String line) {
    Fault hit = null;
    for (Waiting one : List.copyOf(waiting)) {
      if (hit == null && one.hits(line)) {
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
