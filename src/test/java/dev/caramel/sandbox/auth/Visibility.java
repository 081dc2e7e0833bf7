package dev.caramel.sandbox.auth;

import dev.caramel.sandbox.store.Row;
import java.util.Set;

/** Which records a user may see by their teams (reference 11, 26). */
public final class Visibility {

  private static final Set<String> WITHOUT_TEAMS = Set.of("Users", "Teams", "EmailAddresses");

  private final SugarUser user;

  /**
   * Looks with the eyes of a user.
   *
   * @param user the user
   */
  public Visibility(SugarUser user) {
    this.user = user;
  }

  /**
   * Whether no record of a module is hidden.
   *
   * @param module the module
   * @return true for administrators, users of all teams, and modules without teams
   */
  public boolean seesAll(String module) {
    return user.admin() || user.teams() == null || WITHOUT_TEAMS.contains(module);
  }

  /**
   * Whether a record is seen.
   *
   * @param row the record
   * @return true if the user is in one of its teams
   */
  public boolean sees(Row row) {
    Set<String> teams = user.teams();
    return teams == null
        || seesAll(row.module())
        || row.teams().isEmpty()
        || row.teams().stream().anyMatch(teams::contains);
  }
}
