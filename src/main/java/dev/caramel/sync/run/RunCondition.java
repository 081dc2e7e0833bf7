package dev.caramel.sync.run;

import java.util.Locale;

/** What a run may meet that has a name of its own: in the run, in health, in JMX and in metrics. */
public enum RunCondition {
  /** Everything was asked for and nothing came, although the list has members. */
  FOUND_NOTHING,
  /** A field that the definition maps does not exist in Sugar, or a role hides it. */
  FIELD_MISSING,
  /** Sugar refused the login. */
  LOGIN_REFUSED;

  /** The name, such as {@code found-nothing}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
