package dev.caramel.sugar;

import java.util.function.UnaryOperator;

/** Keeps sessions where all nodes find them. */
interface SessionStore {
  /**
   * Changes a stored session while no other node can.
   *
   * @param id id of the session
   * @param change gets what is stored and gives what is to be stored; if it throws, nothing changes
   * @return what is stored now
   */
  StoredSession change(String id, UnaryOperator<StoredSession> change);

  /** Notes which release a Sugar is, for people who look at the table. */
  void noteRelease(String id, String release, String apiVersion);
}
