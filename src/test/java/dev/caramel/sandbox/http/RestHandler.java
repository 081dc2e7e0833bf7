package dev.caramel.sandbox.http;

import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.sandbox.control.Faults;
import dev.caramel.sandbox.control.Meanwhile;
import dev.caramel.sandbox.control.RequestLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers requests to {@code /rest}, with the faults that were asked for. */
public final class RestHandler {

  private static final long TEN_MINUTES = 600_000;

  private final Instance instance;
  private final Dispatcher dispatcher;
  private final Faults faults;
  private final Meanwhile meanwhile;
  private final RequestLog log;

  /**
   * Makes a handler.
   *
   * @param instance the Sugar that is played
   * @param dispatcher what answers
   * @param faults what goes wrong
   * @param meanwhile what others do between requests
   * @param log where requests are noted
   */
  public RestHandler(
      Instance instance,
      Dispatcher dispatcher,
      Faults faults,
      Meanwhile meanwhile,
      RequestLog log) {
    this.instance = instance;
    this.dispatcher = dispatcher;
    this.faults = faults;
    this.meanwhile = meanwhile;
    this.log = log;
  }

  void handle(Exchange exchange, RawRequest request) throws IOException {
    String path = "/rest" + request.path();
    meanwhile.reached(request.method() + ' ' + path);
    Fault fault = faults.next(request.method() + ' ' + path + grant(request));
    String kind = fault == null ? "" : fault.kind();
    boolean unanswered = kind.equals("reset") || kind.equals("hang");
    if (unanswered) {
      // Before the pause: whoever asks which requests came does not wait for the end of a hang.
      log.add(request.method(), path, 0, 0);
    }
    before(kind, fault);
    if (unanswered) {
      exchange.drop();
      return;
    }
    Answer replacement = fault == null ? null : replacement(fault);
    Answer answer = replacement == null ? dispatcher.answer(request) : replacement;
    boolean lost = kind.equals("reset-after-work") || kind.equals("hang-after-work");
    log.add(request.method(), path, lost ? 0 : answer.status(), answer.records());
    if (kind.equals("hang-after-work")) {
      hang(fault);
    }
    boolean mayCompress = !instance.on(Switch.GZIP_OFF);
    if (lost) {
      exchange.drop();
    } else if (kind.equals("cut-body")) {
      exchange.sendHalf(answer, mayCompress);
    } else {
      exchange.send(answer, mayCompress);
    }
  }

  /**
   * Answers a part of a bulk call, with the faults that were asked for it: a status, or a session
   * that ends just before.
   *
   * @param request its path begins with the version
   * @return the answer, also of a refusal
   */
  public Answer part(RawRequest request) {
    String path = "/rest" + request.path();
    Fault fault = faults.nextPart(request.method() + ' ' + path);
    before(fault == null ? "" : fault.kind(), fault);
    Answer replacement = fault == null ? null : replacement(fault);
    Answer answer = replacement == null ? dispatcher.answerPart(request) : replacement;
    log.addPart(request.method(), path, answer.status(), answer.records());
    return answer;
  }

  /** Tells a refresh from a login, for the fault that means only the one. */
  private static String grant(RawRequest request) {
    boolean token = request.path().contains("/oauth2/token");
    String body = token ? new String(request.body(), StandardCharsets.UTF_8) : "";
    return body.contains("\"refresh_token\"") ? " refresh_token" : "";
  }

  private void before(String kind, @Nullable Fault fault) {
    switch (kind) {
      case "latency" -> instance.pause().of(fault == null ? 0 : fault.delayMillis());
      case "hang" -> hang(fault);
      case "kill-session" -> instance.sessions().endAll();
      case "expire-token" -> instance.sessions().expireAll();
      default -> {
        // The others change the answer.
      }
    }
  }

  private void hang(@Nullable Fault fault) {
    long millis = fault == null ? 0 : fault.delayMillis();
    instance.pause().of(millis == 0 ? TEN_MINUTES : millis);
  }

  /** The answer that stands in the place of Sugar's, or null if Sugar is to answer. */
  private @Nullable Answer replacement(Fault fault) {
    String html = "<html><body><h1>Service Unavailable</h1></body></html>";
    Answer answer =
        switch (fault.kind()) {
          case "status" -> status(fault);
          case "refuse-refresh" ->
              dispatcher.refusal(
                  instance.on(Switch.REFUSED_REFRESH_IS_INVALID_GRANT)
                      ? new SugarError(400, "invalid_grant")
                      : new SugarError("need_login"),
                  instance.language());
          case "maintenance" ->
              dispatcher.refusal(new SugarError("maintenance"), instance.language());
          case "throttle" ->
              instance.on(Switch.THROTTLE_IS_429_HTML)
                  ? SugarServer.page(429, "<html><body><h1>Too Many Requests</h1></body></html>")
                  : dispatcher.refusal(new SugarError("service_unavailable"), instance.language());
          case "html" ->
              SugarServer.page(
                  fault.status() == 0 ? 502 : fault.status(),
                  fault.body() == null ? html : fault.body());
          case "empty-body" ->
              new Answer(
                  fault.status() == 0 ? 200 : fault.status(),
                  Answer.JSON,
                  new byte[0],
                  Map.of(),
                  0);
          case "wrong-json" ->
              text(200, fault.body() == null ? "{\"status\":\"ok\"}" : fault.body());
          default -> null;
        };
    return answer == null ? null : withRetryAfter(answer, fault);
  }

  private static Answer withRetryAfter(Answer answer, Fault fault) {
    boolean throttled = fault.kind().equals("throttle") && answer.status() == 503;
    String retryAfter = fault.retryAfter() == null && throttled ? "1" : fault.retryAfter();
    if (retryAfter == null) {
      return answer;
    }
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.put("Retry-After", retryAfter);
    return answer.withHeaders(headers);
  }

  private Answer status(Fault fault) {
    int status = fault.status() == 0 ? 500 : fault.status();
    if (fault.body() != null) {
      return text(status, fault.body());
    }
    String label =
        switch (status) {
          case 401 -> "invalid_grant";
          case 403 -> "not_authorized";
          case 404 -> "not_found";
          case 409 -> "edit_conflict";
          case 412 -> "metadata_out_of_date";
          case 422 -> "invalid_parameter";
          case 502 -> "bad_gateway";
          case 503 -> "service_unavailable";
          default -> "fatal_error";
        };
    return dispatcher.refusal(new SugarError(status, label), instance.language());
  }

  private static Answer text(int status, String body) {
    return new Answer(status, Answer.JSON, body.getBytes(StandardCharsets.UTF_8), Map.of(), 0);
  }
}
