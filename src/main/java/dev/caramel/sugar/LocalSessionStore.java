package dev.caramel.sugar;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Sessions of a program that has no database and runs alone, such as a check of files. */
class LocalSessionStore implements SessionStore {
  private final Map<String, StoredSession> sessions = new HashMap<>();

  @Override
  public synchronized StoredSession change(String id, UnaryOperator<StoredSession> change) {
    StoredSession after = change.apply(sessions.getOrDefault(id, StoredSession.NONE));
    sessions.put(id, after);
    return after;
  }

  @Override
  public void noteRelease(String id, String release, String apiVersion) {
    // Nobody looks at a table that is not there.
  }
}
