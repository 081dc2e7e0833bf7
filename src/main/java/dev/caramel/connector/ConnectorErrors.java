package dev.caramel.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Makes the answer of a call that was refused or failed: {@code {"error":...,"message":...}}. Which
 * failure is which error is decided in {@code routes/policies/connector-errors.camel.yaml}.
 */
@Component("connectorErrors")
public class ConnectorErrors {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectorErrors.class);
  private final ObjectMapper json;

  ConnectorErrors(@Qualifier("apiJson") ObjectMapper json) {
    this.json = json;
  }

  /**
   * Answers with the message of the failure.
   *
   * @param exchange the exchange whose failure was caught
   * @param status HTTP status
   * @param error the error in one word
   */
  public void answer(Exchange exchange, int status, String error) {
    Exception failure = failureOf(exchange);
    Map<String, Object> body = body(error, String.valueOf(failure.getMessage()));
    if (failure instanceof ConnectorRefusal.IllegalRemoteEndpoint illegal) {
      body.put("ip", illegal.address());
      LOG.warn("The connector refused a good key from {}: not authorized", illegal.address());
    }
    write(exchange, status, body);
    if (failure instanceof ConnectorRefusal.TooManyAttempts many) {
      exchange.getMessage().setHeader("Retry-After", String.valueOf(many.waiting().toSeconds()));
    }
  }

  /**
   * Answers without a word on the failure; the log has it, under the id that the caller is told.
   *
   * @param exchange the exchange whose failure was caught
   * @param status HTTP status
   * @param error the error in one word
   * @param message what the caller is told
   */
  public void conceal(Exchange exchange, int status, String error, String message) {
    LOG.error("{} (exchange {})", message, exchange.getExchangeId(), failureOf(exchange));
    String told = message + ". The log says more, under " + exchange.getExchangeId() + ".";
    write(exchange, status, body(error, told));
  }

  private static Map<String, Object> body(String error, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("message", message);
    return body;
  }

  private void write(Exchange exchange, int status, Map<String, Object> body) {
    Message answer = exchange.getMessage();
    answer.removeHeaders("*");
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
    try {
      answer.setBody(json.writeValueAsBytes(body));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("An error could not be written as JSON", impossible);
    }
  }

  private static Exception failureOf(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
  }
}
