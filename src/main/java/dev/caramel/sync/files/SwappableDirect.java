package dev.caramel.sync.files;

import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Camel's {@code direct}, for routes that are swapped while others call them. Camel's own producer
 * keeps the route that it called last, and marks it as fresh before it has fetched the new one: of
 * two runs that come at once behind a swap, the second may get the route that is no more, and fail.
 * This one asks each time.
 */
final class SwappableDirect extends DirectComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
      throws Exception {
    DirectEndpoint endpoint =
        new DirectEndpoint(uri, this) {
          @Override
          public Producer createProducer() {
            return new Asking(this);
          }
        };
    endpoint.setBlock(isBlock());
    endpoint.setTimeout(getTimeout());
    setProperties(endpoint, parameters);
    return endpoint;
  }

  private static final class Asking extends DefaultAsyncProducer {
    private final DirectEndpoint endpoint;

    Asking(DirectEndpoint endpoint) {
      super(endpoint);
      this.endpoint = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      try {
        DirectConsumer consumer = endpoint.getConsumer();
        if (consumer != null
            && !endpoint.isSynchronous()
            && !consumer.getEndpoint().isSynchronous()) {
          return consumer.getAsyncProcessor().process(exchange, callback);
        }
        if (consumer != null) {
          consumer.getProcessor().process(exchange);
        } else if (endpoint.isFailIfNoConsumers()) {
          throw new DirectConsumerNotAvailableException(
              "There is no route behind " + endpoint, exchange);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        exchange.setException(e);
      } catch (Exception e) {
        exchange.setException(e);
      }
      callback.done(true);
      return true;
    }
  }
}
