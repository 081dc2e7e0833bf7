package dev.caramel.sync.run;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.MessageHistory;
import org.jspecify.annotations.Nullable;

/** Finds the step that ended an exchange, by Camel's message history. */
final class FailedStep {
  private FailedStep() {}

  /**
   * Route and id of the last step that was entered, such as {@code pull-pages / apply-the-page}. Of
   * a request to Sugar it is the step that asked: how requests are made is the same for all.
   */
  static @Nullable String of(Exchange exchange) {
    List<?> history = exchange.getProperty(Exchange.MESSAGE_HISTORY, List.class);
    if (history == null) {
      return null;
    }
    for (int i = history.size() - 1; i >= 0; i--) {
      if (history.get(i) instanceof MessageHistory step
          && !step.getRouteId().startsWith("sugar-")) {
        return step.getRouteId() + " / " + step.getNode().getId();
      }
    }
    return null;
  }
}
