package dev.caramel.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Makes the answer of a request that failed. Which failure is which problem is decided in {@code
 * routes/policies/api-errors.camel.yaml}.
 */
@Component("problems")
public class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private final ObjectMapper json;

  Problems(@Qualifier("apiJson") ObjectMapper json) {
    this.json = json;
  }

  /**
   * Answers with a problem whose detail is the message of the failure.
   *
   * @param exchange the exchange whose failure was caught
   * @param status HTTP status
   * @param kind last part of the problem's type
   * @param title the kind of problem in a few words
   */
  public void answer(Exchange exchange, int status, String kind, String title) {
    Exception failure = failureOf(exchange);
    if (failure instanceof Refusal refusal) {
      write(exchange, Problem.of(status, kind, title, message(failure), refusal.mistakes()));
    } else {
      write(exchange, Problem.of(status, kind, title, message(failure)));
    }
    if (failure instanceof WrongMethod wrong) {
      exchange.getMessage().setHeader("Allow", String.join(", ", wrong.allowed()));
    }
  }

  /**
   * Answers with a problem that says nothing of the failure; the log has it, under the id that the
   * caller is told.
   *
   * @param exchange the exchange whose failure was caught
   * @param status HTTP status
   * @param kind last part of the problem's type
   * @param title the kind of problem in a few words, and its detail
   */
  public void conceal(Exchange exchange, int status, String kind, String title) {
    LOG.error("{} (exchange {})", title, exchange.getExchangeId(), failureOf(exchange));
    String detail = title + ". The log says more, under " + exchange.getExchangeId() + ".";
    write(exchange, Problem.of(status, kind, title, detail));
  }

  private void write(Exchange exchange, Problem problem) {
    Message answer = exchange.getMessage();
    answer.removeHeaders("*");
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
    answer.setHeader(Exchange.CONTENT_TYPE, Problem.MEDIA_TYPE);
    try {
      answer.setBody(json.writeValueAsBytes(problem));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A problem could not be written as JSON", impossible);
    }
  }

  private static Exception failureOf(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
  }

  private static String message(Exception failure) {
    return failure.getMessage() == null ? "No more is known." : failure.getMessage();
  }
}
