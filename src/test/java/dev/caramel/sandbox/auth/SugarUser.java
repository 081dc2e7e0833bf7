package dev.caramel.sandbox.auth;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can log in.
 *
 * @param id the id of the user's record in Users
 * @param name the user name
 * @param password the password
 * @param admin whether it is an administrator, who sees all teams
 * @param teams ids of the teams whose records the user sees, or null for all
 * @param zone the time zone in which the user reads and writes times
 * @param language the language of the texts, for example {@code en_us}
 * @param role what is denied
 * @param state whether the user can log in
 */
public record SugarUser(
    String id,
    String name,
    String password,
    boolean admin,
    @Nullable Set<String> teams,
    ZoneId zone,
    String language,
    Role role,
    State state) {

  /** Whether a user can log in. */
  public enum State {
    /** With the right password. */
    ACTIVE,
    /** Not at all, as with a wrong password. */
    INACTIVE,
    /** Not at all, and the text says so. */
    LOCKED,
    /** Only in a browser, at an identity provider (reference 3.3). */
    SINGLE_SIGN_ON
  }

  /**
   * Moves the user to another time zone.
   *
   * @param other the zone
   * @return a copy
   */
  public SugarUser withZone(ZoneId other) {
    return new SugarUser(id, name, password, admin, teams, other, language, role, state);
  }

  /**
   * Gives the user another language.
   *
   * @param other for example {@code es_ES}
   * @return a copy
   */
  public SugarUser withLanguage(String other) {
    return new SugarUser(id, name, password, admin, teams, zone, other, role, state);
  }

  /**
   * Changes whether the user can log in.
   *
   * @param other the new state
   * @return a copy
   */
  public SugarUser withState(State other) {
    return new SugarUser(id, name, password, admin, teams, zone, language, role, other);
  }

  /**
   * Changes the password.
   *
   * @param other the new one
   * @return a copy
   */
  public SugarUser withPassword(String other) {
    return new SugarUser(id, name, other, admin, teams, zone, language, role, state);
  }

  @Override
  public String toString() {
    return name;
  }
}
