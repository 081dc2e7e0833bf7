package dev.caramel.sandbox.auth;

import dev.caramel.sandbox.auth.SugarUser.State;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who can log in. User names have no case. */
public final class Users {

  private static final int ATTEMPTS = 5;

  private final Map<String, SugarUser> byName = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  /** Makes an empty directory. */
  public Users() {}

  /**
   * Adds a user, or replaces the one of that name.
   *
   * @param user the user
   */
  public void put(SugarUser user) {
    byName.put(user.name().toLowerCase(Locale.ROOT), user);
  }

  /**
   * Finds a user.
   *
   * @param name the user name
   * @return the user, or null
   */
  public @Nullable SugarUser find(String name) {
    return byName.get(name.toLowerCase(Locale.ROOT));
  }

  /**
   * All users.
   *
   * @return in no order
   */
  public Collection<SugarUser> all() {
    return byName.values();
  }

  /** Counts a wrong password, and locks the user out after five. */
  void failed(SugarUser user) {
    if (failures.merge(user.name(), 1, Integer::sum) >= ATTEMPTS) {
      put(user.withState(State.LOCKED));
    }
  }

  /** Forgets wrong passwords after a right one. */
  void succeeded(SugarUser user) {
    failures.remove(user.name());
  }
}
