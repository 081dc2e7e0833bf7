package dev.caramel.sync;

import java.util.List;

/** Says why somebody is in the list of a sync, or is not. */
@FunctionalInterface
public interface PersonExplainer {
  /**
   * The answer in sentences. It may ask Sugar, and then takes up to a quarter of a minute.
   *
   * @param sync id of the sync
   * @param person an email address, or the id of a Sugar record
   * @throws RuntimeException if there is no such sync; the message says so
   */
  List<String> explain(String sync, String person);
}
