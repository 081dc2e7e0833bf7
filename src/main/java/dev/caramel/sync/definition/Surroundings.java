package dev.caramel.sync.definition;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a definition is judged against beside its own text and Sugar. */
public interface Surroundings {
  /** Ids of all accounts; empty where nobody can be asked. */
  Optional<Collection<String>> accounts();

  /** Names of the configured Sugar connections; empty where nobody can be asked. */
  Optional<Collection<String>> connections();

  /**
   * Name of the team that an account is bound to; empty where it is bound to none, or not known.
   */
  default Optional<String> team(String account) {
    return Optional.empty();
  }

  /** Whether a list has a segment of that name. */
  boolean hasSegment(String list, String segment);

  /** Names of all {@code direct:} routes of all files, each with the names that it calls. */
  Map<String, Set<String>> directRoutes();
}
