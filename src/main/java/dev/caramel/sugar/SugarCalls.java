package dev.caramel.sugar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** The steps of the route {@code sugar-call}: what is sent, and what is made of the answer. */
@Component("sugarCalls")
public class SugarCalls {
  private final SugarConnections connections;
  private final SugarSessions sessions;
  private final SugarVersions versions;
  private final DataAnswers answers;
  private final SugarClocks clocks;
  private final SugarMeters meters;

  SugarCalls(
      SugarConnections connections,
      SugarSessions sessions,
      SugarVersions versions,
      DataAnswers answers,
      SugarClocks clocks,
      SugarMeters meters) {
    this.connections = connections;
    this.sessions = sessions;
    this.versions = versions;
    this.answers = answers;
    this.clocks = clocks;
    this.meters = meters;
  }

  /**
   * Makes the HTTP request of a {@link SugarRequest}, with a living session's token.
   *
   * @throws SugarException if no session can be had
   * @throws InterruptedException if the thread is interrupted while another one logs in
   */
  public void open(Exchange exchange) throws InterruptedException {
    SugarRequest<?> request = SugarCall.body(exchange, SugarRequest.class);
    SugarConnection connection = connections.get(request.connection());
    String version = exchange.getProperty(SugarRoutes.VERSION, String.class);
    if (version == null) {
      version = versions.of(connection);
    }
    SugarSession session = sessions.current(connection);
    SugarCall.begin(exchange, connection, session, version);
    Message message = exchange.getMessage();
    message.setHeader(Exchange.HTTP_URI, connection.address(version, request.path()));
    message.setHeader(Exchange.HTTP_METHOD, request.method());
    if (!request.query().isEmpty()) {
      message.setHeader(Exchange.HTTP_QUERY, encoded(request.query()));
    }
    message.setHeader("OAuth-Token", session.token().reveal());
    message.setHeader("Accept", "application/json");
    if (!request.packed()) {
      message.setHeader("Accept-Encoding", "identity");
    }
    String body = request.body();
    if (body != null) {
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
    message.setBody(body == null ? null : body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Judges the answer and reads it.
   *
   * @throws SugarException if it is not a success
   * @throws IOException if the body is cut or not what the reader expects
   */
  public void read(Exchange exchange) throws IOException {
    SugarCall call = required(exchange);
    SugarRequest<?> request = (SugarRequest<?>) call.body();
    SugarAnswer answer = SugarAnswer.of(exchange);
    call.answered(answer.status());
    clocks.note(call.connection(), answer.date());
    if (!answer.isSuccess()) {
      throw noted(call, answers.failure(request, call.connection().username(), answer));
    }
    if (answer.isPage()) {
      throw answers.page(request);
    }
    try (InputStream body = new BufferedInputStream(answer.body())) {
      call.read(exchange.getMessage(), request.reader().read(notEmpty(body)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Called when no answer came, or a broken one.
   *
   * @throws SugarException always
   */
  public void failed(Exchange exchange) {
    Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (caught instanceof SugarException judged) {
      // Camel also catches by the cause: a login that got no answer has been judged already.
      throw judged;
    }
    IOException cause = Outage.cause(caught);
    SugarCall call = required(exchange);
    SugarRequest<?> request = (SugarRequest<?>) call.body();
    throw Outage.failure(cause, call.connection().url(), request.purpose(), request.repeatable());
  }

  /** Leaves nothing of the call behind but its value. */
  public void close(Exchange exchange) {
    SugarCall call = SugarCall.end(exchange);
    if (call != null) {
      meters.answered(call);
    }
  }

  /** What the next attempt must know is noted at once, whoever makes it. */
  private SugarException noted(SugarCall call, SugarException failure) {
    SugarSession session = call.session();
    if (failure instanceof SugarException.SessionEnded && session != null) {
      sessions.ended(call.connection(), session.generation());
    }
    if (failure instanceof SugarException.WrongVersion
        && !versions.stepDown(call.connection(), call.version())) {
      return new SugarException.Refused(
          failure.getMessage()
              + ". Lower or remove the setting api-version of the connection "
              + call.connection().name(),
          call.status(),
          "incorrect_version");
    }
    return failure;
  }

  private static InputStream notEmpty(InputStream body) throws IOException {
    body.mark(1);
    if (body.read() < 0) {
      throw new IOException("the answer is empty");
    }
    body.reset();
    return body;
  }

  static SugarCall required(Exchange exchange) {
    SugarCall call = SugarCall.of(exchange);
    if (call == null) {
      throw new IllegalStateException("No call to Sugar is under way on this exchange");
    }
    return call;
  }

  private static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
