package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunStarter;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Binds each run to the team of its account, as it is when the run begins: whatever a definition
 * says or leaves out, a run sees no other team's records.
 */
@Component
public class AccountTeam {
  private final JdbcClient database;

  AccountTeam(JdbcClient database) {
    this.database = database;
  }

  /**
   * The definition as its run is to have it.
   *
   * @throws RunStarter.SyncRefused if the definition names another team than the account has
   */
  public ListSync bind(ListSync sync) {
    Optional<String> team =
        database
            .sql("select team from account where id = ? and team is not null")
            .param(sync.account())
            .query(String.class)
            .optional();
    if (team.isEmpty()) {
      return sync;
    }
    if (sync.team() != null && !sync.team().equals(team.get())) {
      throw new RunStarter.SyncRefused(
          "the definition names the team \"%s\", but its account \"%s\" is bound to the team \"%s\""
              .formatted(sync.team(), sync.account(), team.get()));
    }
    return sync.withTeam(team.get());
  }
}
