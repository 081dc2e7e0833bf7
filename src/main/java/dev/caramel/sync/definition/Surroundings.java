package dev.caramel.sync.definition;

import dev.caramel.sync.program.KnownList;
import java.util.Collection;
import java.util.List;
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

  /** Ids of the lists that steps of maintenance programs can name. */
  default Collection<String> lists() {
    return List.of();
  }

  /** The list of that id. */
  default Optional<KnownList> list(String id) {
    return Optional.empty();
  }

  /** Names of an account's score sheets; empty where nobody can be asked. */
  default Optional<Collection<String>> sheets(String account) {
    return Optional.empty();
  }

  /** Names of all kamelets. */
  default Collection<String> kamelets() {
    return List.of();
  }

  /** Names of all {@code direct:} routes of all files, each with the names that it calls. */
  Map<String, Set<String>> directRoutes();
}
