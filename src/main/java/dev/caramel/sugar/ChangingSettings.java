package dev.caramel.sugar;

/** Knows the settings as they are now, where they may change while the program runs. */
public interface ChangingSettings {
  /** The settings as they are now; those before where the new ones cannot be read. */
  SugarSettings current();
}
