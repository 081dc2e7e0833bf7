package dev.caramel.sandbox.http;

import dev.caramel.sandbox.SandboxClock;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.Switches;
import dev.caramel.sandbox.auth.Sessions;
import dev.caramel.sandbox.auth.Users;
import dev.caramel.sandbox.store.Store;
import java.util.Set;

/**
 * The Sugar that is played.
 *
 * @param release for example {@code "13.0"}
 * @param store its database
 * @param users who can log in
 * @param sessions who is logged in
 * @param switches its habits
 * @param platforms the registered API platforms; may grow
 * @param clock its clock
 * @param language the language of texts where no user is known
 * @param pause how it waits
 */
public record Instance(
    String release,
    Store store,
    Users users,
    Sessions sessions,
    Switches switches,
    Set<String> platforms,
    SandboxClock clock,
    String language,
    Pause pause) {

  /**
   * Whether a switch is on.
   *
   * @param which the switch
   * @return true if it is on
   */
  public boolean on(Switch which) {
    return switches.on(which);
  }

  /** Takes the time that a saved record takes. Not to be called under the store's lock. */
  public void saved() {
    pause.of(switches.latencyPerSaveMillis());
  }
}
