package dev.caramel.ops;

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
  /** The time of the schedule has passed and nothing began. */
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

  Level level() {
    return level;
  }
}
