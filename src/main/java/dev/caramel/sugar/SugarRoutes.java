package dev.caramel.sugar;

import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Sends Java's requests into the routes under {@code routes/sugar}. */
@Component
class SugarRoutes {
  /** Exchange property: API version to use in place of the one that was found out. */
  static final String VERSION = "caramel.sugar.version";

  private static final String REQUEST = "direct:sugar-request";
  private static final String CALL = "direct:sugar-call";
  private static final String HTTP = "direct:sugar-http";
  private static final String LOGIN = "direct:sugar-login";

  private final ProducerTemplate template;

  SugarRoutes(ProducerTemplate template) {
    this.template = template;
  }

  /** With token, judgement and error policy. */
  <T> T request(SugarRequest<T> request) {
    return send(REQUEST, request, Map.of());
  }

  /** With token and judgement, but without the error policy: part of a request that has it. */
  <T> T call(SugarRequest<T> request, String version) {
    return send(CALL, request, Map.of(VERSION, version));
  }

  /** Asks for an address without any token, and gives back whatever answers. */
  SugarAnswer probe(String address) {
    Exchange exchange =
        template.send(
            HTTP,
            ExchangePattern.InOut,
            made -> {
              made.getMessage().setHeader(Exchange.HTTP_URI, address);
              made.getMessage().setHeader(Exchange.HTTP_METHOD, "GET");
              made.getMessage().setHeader("Accept", "application/json");
            });
    Exception failure = exchange.getException();
    if (failure instanceof IOException lost) {
      throw Outage.failure(lost, address, "looking whether a Sugar is there", true);
    }
    if (failure != null) {
      throw unchecked(failure);
    }
    return SugarAnswer.of(exchange);
  }

  Tokens login(TokenRequest request) {
    return send(LOGIN, request, Map.of());
  }

  /** The route gives what the request's reader made: the compiler cannot see that. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private <T> T send(String route, Object body, Map<String, Object> properties) {
    Exchange exchange =
        template.send(
            route,
            ExchangePattern.InOut,
            made -> {
              made.getMessage().setBody(body);
              properties.forEach(made::setProperty);
            });
    Exception failure = exchange.getException();
    if (failure == null) {
      return (T) exchange.getMessage().getBody();
    }
    throw unchecked(failure);
  }

  private static RuntimeException unchecked(Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new SugarException.NoUsableAnswer(
          "The request to Sugar was interrupted", failure, false);
    }
    if (failure instanceof RuntimeException runtime) {
      return runtime;
    }
    return new SugarException.NoUsableAnswer(
        "The request to Sugar could not be sent: " + failure.getMessage(), failure, false);
  }
}
