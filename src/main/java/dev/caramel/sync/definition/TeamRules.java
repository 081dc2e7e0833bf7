package dev.caramel.sync.definition;

import dev.caramel.sugar.Sugar;
import java.util.List;
import java.util.Optional;

/** Whether Sugar has a team of a name. Names are compared exactly, case included. */
public final class TeamRules {
  private final SugarNames names;

  /**
   * Rules of one installation.
   *
   * @param sugar answers the questions
   */
  public TeamRules(Sugar sugar) {
    this.names = new SugarNames(sugar);
  }

  /**
   * What is wrong with a team's name; names the team that was probably meant.
   *
   * @param connection name of the connection
   * @param team name of the team
   * @return empty if Sugar has that team
   * @throws dev.caramel.sugar.SugarException if Sugar cannot be asked
   */
  public Optional<String> mistake(String connection, String team) {
    if (names.of(connection, "Teams", team).contains(team)) {
      return Optional.empty();
    }
    List<String> all = names.of(connection, "Teams", null);
    return all.contains(team)
        ? Optional.empty()
        : Optional.of(
            "Sugar has no team '%s', or its user may not see it; the name is compared exactly."
                    .formatted(team)
                + Suggestion.sentence(team, all));
  }
}
