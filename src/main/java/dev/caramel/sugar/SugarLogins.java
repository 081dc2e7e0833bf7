package dev.caramel.sugar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** The steps of the route {@code sugar-login}: password grant and refresh (reference 3.1, 3.2). */
@Component("sugarLogins")
public class SugarLogins {
  private static final long DEFAULT_SECONDS = 3600;

  private final ObjectMapper json;
  private final LoginAnswers answers;
  private final SugarClocks clocks;
  private final SugarMeters meters;

  SugarLogins(ObjectMapper json, LoginAnswers answers, SugarClocks clocks, SugarMeters meters) {
    this.json = json;
    this.answers = answers;
    this.clocks = clocks;
    this.meters = meters;
  }

  /**
   * Makes the HTTP request for tokens.
   *
   * @throws IOException if the body cannot be written
   */
  public void open(Exchange exchange) throws IOException {
    TokenRequest request = SugarCall.body(exchange, TokenRequest.class);
    SugarConnection connection = request.connection();
    SugarCall.begin(exchange, connection, null, SugarVersions.LOWEST);
    Message message = exchange.getMessage();
    message.setHeader(Exchange.HTTP_URI, connection.address(SugarVersions.LOWEST, "oauth2/token"));
    message.setHeader(Exchange.HTTP_METHOD, "POST");
    message.setHeader("Accept", "application/json");
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setBody(json.writeValueAsBytes(grant(request)));
  }

  /**
   * Reads the tokens.
   *
   * @throws SugarException if there are none
   * @throws IOException if the body is cut or no JSON
   */
  public void read(Exchange exchange) throws IOException {
    SugarCall call = SugarCalls.required(exchange);
    SugarAnswer answer = SugarAnswer.of(exchange);
    call.answered(answer.status());
    clocks.note(call.connection(), answer.date());
    if (!answer.isSuccess()) {
      throw answers.failure(call.connection(), answer);
    }
    JsonNode tokens = json.readTree(answer.body());
    String access = tokens.path("access_token").asText("");
    if (access.isEmpty()) {
      throw new IOException("the answer has no access_token");
    }
    String refresh = tokens.path("refresh_token").asText("");
    call.read(
        exchange.getMessage(),
        new Tokens(
            Secret.valueOf(access),
            refresh.isEmpty() ? null : Secret.valueOf(refresh),
            Duration.ofSeconds(tokens.path("expires_in").asLong(DEFAULT_SECONDS))));
  }

  /**
   * Called when no answer came, or a broken one. A login may always be repeated: the session that a
   * lost one made is simply ended by the next.
   *
   * @throws SugarException always
   */
  public void failed(Exchange exchange) {
    IOException cause =
        Outage.cause(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    SugarCall call = SugarCalls.required(exchange);
    throw Outage.failure(cause, call.connection().url(), "logging in", true);
  }

  /** Leaves nothing of the call behind but the tokens. */
  public void close(Exchange exchange) {
    SugarCall call = SugarCall.end(exchange);
    if (call != null) {
      meters.answered(call);
    }
  }

  private ObjectNode grant(TokenRequest request) {
    SugarConnection connection = request.connection();
    Secret refresh = request.refreshToken();
    ObjectNode grant = json.createObjectNode();
    if (refresh != null) {
      grant.put("grant_type", "refresh_token").put("refresh_token", refresh.reveal());
    } else {
      grant
          .put("grant_type", "password")
          .put("username", connection.username())
          .put("password", connection.password().reveal());
    }
    return grant
        .put("client_id", connection.clientId())
        .put("client_secret", connection.clientSecret().reveal())
        .put("platform", connection.platform());
  }
}
