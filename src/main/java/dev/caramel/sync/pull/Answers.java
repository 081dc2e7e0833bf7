package dev.caramel.sync.pull;

import dev.caramel.sugar.value.RecordPage;
import org.apache.camel.Exchange;

/** What the route {@code sugar-request} left on the exchange. */
final class Answers {
  private Answers() {}

  static RecordPage page(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof RecordPage page) {
      return page;
    }
    throw new IllegalStateException("this step belongs behind a request for a page");
  }
}
