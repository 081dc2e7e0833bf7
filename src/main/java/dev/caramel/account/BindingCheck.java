package dev.caramel.account;

import dev.caramel.api.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges what an account is bound to: a team and a connection. */
public interface BindingCheck {
  /**
   * Judges a team and a connection. A Sugar that cannot be asked now is no mistake: the runs of the
   * account's syncs will say what is wrong.
   *
   * @param team exact name of a team, or null
   * @param connection name of a connection, or null for the default one
   * @return mistakes of the keys {@code team} and {@code connection}; empty if there are none
   */
  List<Refusal.Mistake> judge(@Nullable String team, @Nullable String connection);
}
