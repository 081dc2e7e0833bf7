package dev.caramel.ops;

import java.util.Arrays;
import java.util.Optional;

/** What can be the matter with a sync, by the names that health, JMX and metrics use. */
enum SyncCondition {
  /** The file was refused and there is no definition that could run. */
  FILE_REFUSED("file-refused", Level.DOWN),
  /** The newest edit was refused; what was loaded before goes on running. */
  EDIT_REFUSED("edit-refused", Level.DEGRADED),
  /** Something in the definition could not be judged yet. */
  UNVERIFIED("unverified", Level.DEGRADED),
  /** The last run failed. */
  FAILED("failed", Level.DOWN),
  /** The last run was broken off. */
  INTERRUPTED("interrupted", Level.DEGRADED),
  /** Removals wait until somebody lets them through. */
  NEEDS_APPROVAL("needs-approval", Level.DEGRADED),
  /** The last run went on, but met something that a person should read. */
  NOTED("noted", Level.DEGRADED),
  /** A full read found no record at all. */
  FOUND_NOTHING("found-nothing", Level.DEGRADED),
  /** Sugar lacks a field that is mapped. */
  FIELD_MISSING("field-missing", Level.DEGRADED),
  /** Sugar refused the login of the last run. */
  LOGIN_REFUSED("login-refused", Level.DOWN),
  /**
   * The time of the schedule has passed and nothing began, or nothing will: the job store lost it.
   */
  DID_NOT_FIRE("schedule-did-not-fire", Level.DOWN);

  /** How bad it is. */
  enum Level {
    UP("up", 0),
    DEGRADED("degraded", 1),
    DOWN("down", 2);

    private final String word;
    private final int number;

    Level(String word, int number) {
      this.word = word;
      this.number = number;
    }

    /** The value of the metric caramel.sync.health. */
    int number() {
      return number;
    }

    String word() {
      return word;
    }
  }

  private final String word;
  private final Level level;

  SyncCondition(String word, Level level) {
    this.word = word;
    this.level = level;
  }

  String word() {
    return word;
  }

  static Optional<SyncCondition> named(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  Level level() {
    return level;
  }
}
