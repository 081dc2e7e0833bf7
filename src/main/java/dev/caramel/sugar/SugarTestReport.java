package dev.caramel.sugar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test of a connection found.
 *
 * @param ok whether every step went well
 * @param steps the steps, up to the first that makes the next ones pointless
 */
public record SugarTestReport(boolean ok, List<Step> steps) {
  /**
   * One step of the test.
   *
   * @param name what was looked at
   * @param ok whether it is well
   * @param detail what was found
   * @param advice what an administrator can do about it; null where there is nothing to do
   */
  public record Step(String name, boolean ok, String detail, @Nullable String advice) {}
}
