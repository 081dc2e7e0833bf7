package dev.caramel.sync.files;

import dev.caramel.account.BindingCheck;
import dev.caramel.api.Refusal;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarException;
import dev.caramel.sync.definition.Suggestion;
import dev.caramel.sync.definition.TeamRules;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Judges the team and the connection of an account as those of a sync file are judged. */
@Component
class SugarBindings implements BindingCheck {
  private static final Logger log = LoggerFactory.getLogger(SugarBindings.class);
  private final Sugar sugar;

  SugarBindings(Sugar sugar) {
    this.sugar = sugar;
  }

  @Override
  public List<Refusal.Mistake> judge(@Nullable String team, @Nullable String connection) {
    if (connection != null && !sugar.hasConnection(connection)) {
      return List.of(
          new Refusal.Mistake(
              "connection",
              "There is no connection '%s'.".formatted(connection)
                  + Suggestion.sentence(connection, sugar.connections())));
    }
    return team == null
        ? List.of()
        : judgeTeam(team, connection == null ? sugar.defaultConnection() : connection);
  }

  private List<Refusal.Mistake> judgeTeam(String team, String connection) {
    try {
      return new TeamRules(sugar)
          .mistake(connection, team).map(text -> new Refusal.Mistake("team", text)).stream()
              .toList();
    } catch (SugarException away) {
      log.info("The team {} is taken unseen, Sugar cannot be asked: {}", team, away.getMessage());
      return List.of();
    }
  }
}
