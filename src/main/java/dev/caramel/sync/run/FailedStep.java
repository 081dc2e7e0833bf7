package dev.caramel.sync.run;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.MessageHistory;
import org.jspecify.annotations.Nullable;

/** Finds the step that ended an exchange, by Camel's message history. */
final class FailedStep {
  private FailedStep() {}

  /**
   * Route and id of the last step that was entered, such as {@code pull-from-sugar / plan-pull}.
   */
  static @Nullable String of(Exchange exchange) {
    List<?> history = exchange.getProperty(Exchange.MESSAGE_HISTORY, List.class);
    if (history == null || history.isEmpty()) {
      return null;
    }
    return history.get(history.size() - 1) instanceof MessageHistory last
        ? last.getRouteId() + " / " + last.getNode().getId()
        : null;
  }
}
