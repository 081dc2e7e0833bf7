package dev.caramel.sandbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which {@link Switch}es are on, and the numbers that can be set beside them. */
public final class Switches {

  private final Set<Switch> on = ConcurrentHashMap.newKeySet();
  private volatile int maxListLimit = 1000;
  private volatile int latencyMillis;
  private volatile int latencyPerSaveMillis;

  /**
   * Whether a switch is on.
   *
   * @param which the switch
   * @return true if it is on
   */
  public boolean on(Switch which) {
    return on.contains(which);
  }

  /**
   * Turns a switch.
   *
   * @param which the switch
   * @param state true for on
   */
  public void turn(Switch which, boolean state) {
    if (state) {
      on.add(which);
    } else {
      on.remove(which);
    }
  }

  /**
   * The largest page (reference 4.2).
   *
   * @return records, 1000 unless set
   */
  public int maxListLimit() {
    return maxListLimit;
  }

  /**
   * Sets the largest page.
   *
   * @param records 1 or more
   */
  public void maxListLimit(int records) {
    maxListLimit = records;
  }

  /**
   * How long each request takes at least.
   *
   * @return milliseconds
   */
  public int latencyMillis() {
    return latencyMillis;
  }

  /**
   * Makes each request take longer.
   *
   * @param millis milliseconds, 0 for none
   */
  public void latencyMillis(int millis) {
    latencyMillis = millis;
  }

  /**
   * How long each saved record takes, also inside a bulk call.
   *
   * @return milliseconds
   */
  public int latencyPerSaveMillis() {
    return latencyPerSaveMillis;
  }

  /**
   * Makes each saved record take longer.
   *
   * @param millis milliseconds, 0 for none
   */
  public void latencyPerSaveMillis(int millis) {
    latencyPerSaveMillis = millis;
  }
}
