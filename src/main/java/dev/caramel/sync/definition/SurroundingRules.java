package dev.caramel.sync.definition;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.Mistake;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges files against what else there is: accounts, connections, and other routes. */
public final class SurroundingRules {
  /** Route that pulls, called as {@code direct:pull-from-sugar}. */
  public static final String PULL = "pull-from-sugar";

  /** Route that pushes, called as {@code direct:push-to-sugar}. */
  public static final String PUSH = "push-to-sugar";

  private final Surroundings surroundings;

  /**
   * Rules of one moment.
   *
   * @param surroundings what there is
   */
  public SurroundingRules(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Mistakes of any route file: calls of routes and kamelets that do not exist. */
  public List<Mistake> judge(RouteFile file) {
    Mistakes mistakes = new Mistakes();
    Set<String> known = new HashSet<>(surroundings.directRoutes().keySet());
    known.addAll(file.directRoutes());
    for (EndpointUse use : file.uses()) {
      String name = use.directName();
      boolean placeholder = name.contains("{{") || name.contains("${");
      if (use.scheme().equals("direct")
          && !use.consumer()
          && !placeholder
          && !known.contains(name)) {
        mistakes.add(use.line(), noSuchRoute(name, known));
      }
    }
    mistakes.addAll(new KameletRules(surroundings).judge(file));
    return mistakes.all();
  }

  /** Mistakes of a sync file, those of any route file included. */
  public List<Mistake> judge(SyncFile file) {
    Mistakes mistakes = new Mistakes();
    mistakes.addAll(judge(file.file()));
    ListSync sync = file.definition();
    if (sync != null) {
      checkNames(sync, file.lines(), mistakes);
      checkTeam(sync, file.lines(), mistakes);
      checkTransform(sync, file.lines(), mistakes);
      Set<String> reached = reached(file.file().directCalls());
      checkCall(sync.pull() != null, "pull", PULL, reached, file.lines(), mistakes);
      checkCall(sync.push() != null, "push", PUSH, reached, file.lines(), mistakes);
    }
    return mistakes.all();
  }

  /** What a sync waits for that is not Sugar's: a segment that does not exist yet. */
  public Optional<Mistake> waitsFor(ListSync sync) {
    String segment = sync.push() == null ? null : sync.push().segment();
    return segment == null || surroundings.hasSegment(sync.id(), segment)
        ? Optional.empty()
        : Optional.of(
            new Mistake(
                null,
                "Waits for the segment '%s' of the list '%s': there is none of that name yet."
                    .formatted(segment, sync.id())));
  }

  private void checkNames(ListSync sync, Lines lines, Mistakes mistakes) {
    checkName("account", sync.account(), surroundings.accounts(), lines, mistakes);
    if (sync.connection() != null) {
      checkName("connection", sync.connection(), surroundings.connections(), lines, mistakes);
    }
  }

  /** A run sees the records of its account's team: a definition that names another is wrong. */
  private void checkTeam(ListSync sync, Lines lines, Mistakes mistakes) {
    String team = sync.team();
    if (team == null) {
      return;
    }
    surroundings
        .team(sync.account())
        .filter(own -> !own.equals(team))
        .ifPresent(
            own ->
                mistakes.add(
                    lines.of("team"),
                    "The account '%s' is bound to the team '%s', so its syncs cannot have the team '%s'; names are compared exactly.%s Leave 'team' out, or move the list to another account."
                        .formatted(
                            sync.account(),
                            own,
                            team,
                            Suggestion.nearest(team, List.of(own))
                                .map(meant -> " Did you mean '" + meant + "'?")
                                .orElse(""))));
  }

  private static void checkName(
      String property,
      String name,
      Optional<Collection<String>> known,
      Lines lines,
      Mistakes mistakes) {
    if (known.isPresent() && !known.get().contains(name)) {
      mistakes.add(
          lines.of(property),
          "There is no %s '%s'.".formatted(property, name)
              + Suggestion.sentence(name, known.get()));
    }
  }

  private void checkTransform(ListSync sync, Lines lines, Mistakes mistakes) {
    Set<String> known = surroundings.directRoutes().keySet();
    sync.transformRoute()
        .filter(name -> !known.contains(name))
        .ifPresent(name -> mistakes.add(lines.of("transform"), noSuchRoute(name, known)));
  }

  private static String noSuchRoute(String name, Collection<String> known) {
    return "No route begins with 'direct:%s'.".formatted(name)
        + Suggestion.nearest(name, known)
            .map(meant -> " Did you mean 'direct:" + meant + "'?")
            .orElse(" Add a file that holds it, or call another.");
  }

  /** Names of all {@code direct:} routes that a file's own route leads to. */
  public Set<String> reached(RouteFile file) {
    return reached(file.directCalls());
  }

  private Set<String> reached(Set<String> calls) {
    Map<String, Set<String>> routes = surroundings.directRoutes();
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(calls);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (reached.add(name)) {
        open.addAll(routes.getOrDefault(name, Set.of()));
      }
    }
    return reached;
  }

  private static void checkCall(
      boolean hasRules,
      String direction,
      String route,
      Set<String> reached,
      Lines lines,
      Mistakes mistakes) {
    if (hasRules && !reached.contains(route)) {
      mistakes.add(
          lines.of(direction),
          "The sync has rules for %s, but no step of its route calls direct:%s: add the step, or leave the rules out."
              .formatted(direction, route));
    }
  }
}
