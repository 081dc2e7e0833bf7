package dev.caramel.sugar;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** One HTTP call under way, from the first header to the value: kept beside the exchange. */
final class SugarCall {
  private static final String PROPERTY = "caramel.sugar.call";

  private final Object body;
  private final Map<String, Object> callersHeaders;
  private final long began = System.nanoTime();
  private final SugarConnection connection;
  private final @Nullable SugarSession session;
  private final String version;
  private int status;
  private boolean read;

  private SugarCall(
      Message message, SugarConnection connection, @Nullable SugarSession session, String version) {
    this.body = message.getBody();
    this.callersHeaders = new HashMap<>(message.getHeaders());
    this.connection = connection;
    this.session = session;
    this.version = version;
  }

  /** Begins a call: nothing of the caller's headers leaves with it. */
  static SugarCall begin(
      Exchange exchange,
      SugarConnection connection,
      @Nullable SugarSession session,
      String version) {
    Message message = exchange.getMessage();
    SugarCall call = new SugarCall(message, connection, session, version);
    message.removeHeaders("*");
    exchange.setProperty(PROPERTY, call);
    return call;
  }

  /** The body of a message that must be of that type. */
  static <T> T body(Exchange exchange, Class<T> type) {
    Object body = exchange.getMessage().getBody();
    if (!type.isInstance(body)) {
      throw new IllegalArgumentException(
          "The body must be a " + type.getSimpleName() + " for the route that was called");
    }
    return type.cast(body);
  }

  static @Nullable SugarCall of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, SugarCall.class);
  }

  /**
   * Ends a call, however it went: nothing of Sugar's headers stays, the caller's are back, and what
   * was not read (an error's body, a token) is gone.
   */
  static @Nullable SugarCall end(Exchange exchange) {
    SugarCall call = (SugarCall) exchange.removeProperty(PROPERTY);
    if (call == null) {
      return null;
    }
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeaders(call.callersHeaders);
    if (!call.read) {
      message.setBody(call.body);
    }
    exchange.removeProperty(Exchange.CHARSET_NAME);
    return call;
  }

  SugarConnection connection() {
    return connection;
  }

  String version() {
    return version;
  }

  @Nullable SugarSession session() {
    return session;
  }

  Object body() {
    return body;
  }

  void answered(int withStatus) {
    status = withStatus;
  }

  void read(Message message, @Nullable Object value) {
    message.setBody(value);
    read = true;
  }

  int status() {
    return status;
  }

  /** The status as a label of a metric: {@code none} where no answer came. */
  String statusLabel() {
    return status == 0 ? "none" : Integer.toString(status);
  }

  long nanos() {
    return System.nanoTime() - began;
  }
}
