package dev.caramel.sync.program;

import java.util.List;
import java.util.Map;

/**
 * The definition of one maintenance program, as its file {@code routes/programs/<id>.camel.yaml}
 * tells it.
 *
 * @param id file stem, route id and program id in one
 * @param steps the steps that change a list, in the order of the file
 */
public record MaintenanceProgram(String id, List<Step> steps) {
  /**
   * A step that changes a list: a kamelet.
   *
   * @param kamelet what it does: name of the kamelet
   * @param name its own name, one of a kind among all routes
   * @param parameters its parameters as they are written
   */
  public record Step(String kamelet, String name, Map<String, String> parameters) {}

  /** The same for the same steps: an interrupted run of others is not gone on with. */
  public String fingerprint() {
    return Integer.toHexString(steps.toString().hashCode()) + "-" + steps.size();
  }
}
