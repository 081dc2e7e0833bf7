package dev.caramel.sandbox.http;

import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.Session;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.http.Router.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a request through version, session and route to its answer, refusals included. */
public final class Dispatcher {

  private final Instance instance;
  private final Router router;
  private final ApiVersion highest;

  /**
   * Makes a dispatcher.
   *
   * @param instance the Sugar that is played
   * @param router its routes
   */
  public Dispatcher(Instance instance, Router router) {
    this.instance = instance;
    this.router = router;
    this.highest = ApiVersion.of(instance.release());
  }

  /**
   * Answers a request from the network.
   *
   * @param request its path begins after {@code /rest}
   * @return the answer, also of a refusal
   */
  public Answer answer(RawRequest request) {
    return answer(request, instance.switches().latencyMillis());
  }

  /**
   * Answers a part of a bulk call.
   *
   * @param request its path begins with the version
   * @return the answer, also of a refusal
   */
  public Answer answerPart(RawRequest request) {
    return answer(request, 0);
  }

  private Answer answer(RawRequest request, int latency) {
    String language = instance.language();
    try {
      List<String> path = new ArrayList<>();
      for (String segment : request.path().split("/")) {
        if (!segment.isEmpty()) {
          path.add(QueryText.decode(segment.replace("+", "%2B")));
        }
      }
      ApiVersion version = version(path, request);
      Found found = router.find(request.method(), path);
      Session session = found.open() ? null : session(request);
      SugarUser user = session == null ? null : instance.users().find(session.userName());
      language = user == null ? language : user.language();
      Call call = new Call(request, version, path, found.variables(), session, user);
      return inTurn(session, found, call, latency);
    } catch (SugarError e) {
      return refusal(e, language);
    }
  }

  private Answer inTurn(@Nullable Session session, Found found, Call call, int latency) {
    if (session == null || !instance.on(Switch.SESSION_SERIALISED)) {
      instance.pause().of(latency);
      return found.handler().apply(call);
    }
    // Held already in the parts of a bulk call, which is fine: the lock is reentrant.
    session.queue().lock();
    try {
      instance.pause().of(latency);
      return found.handler().apply(call);
    } finally {
      session.queue().unlock();
    }
  }

  private ApiVersion version(List<String> path, RawRequest request) {
    ApiVersion ofUrl = path.isEmpty() ? null : ApiVersion.ofSegment(path.get(0));
    ApiVersion ofHeader = ApiVersion.ofAccept(request.header("accept"));
    if ((ofUrl == null) == (ofHeader == null)) {
      throw new SugarError("incorrect_version");
    }
    ApiVersion version = ofUrl == null ? ofHeader : ofUrl;
    boolean tooHigh = version.compareTo(highest) > 0 && !instance.on(Switch.VERSION_LENIENT);
    if (version.compareTo(ApiVersion.LOWEST) < 0 || tooHigh) {
      throw new SugarError("incorrect_version.request", ApiVersion.LOWEST, highest);
    }
    if (ofUrl != null) {
      path.remove(0);
    }
    return version;
  }

  private Session session(RawRequest request) {
    String token = request.header("oauth-token");
    String authorization = request.header("authorization");
    // Bearer came with 8.2, whose version is 11.3 (reference 1.5).
    boolean bearer =
        highest.compareTo(new ApiVersion(11, 3)) >= 0 || instance.on(Switch.BEARER_ALWAYS);
    if (token == null && bearer && authorization != null && authorization.startsWith("Bearer ")) {
      token = authorization.substring("Bearer ".length()).trim();
    }
    if (token == null || token.isEmpty()) {
      throw new SugarError("need_login");
    }
    Session session = instance.sessions().find(token);
    if (session == null || instance.users().find(session.userName()) == null) {
      boolean other = instance.on(Switch.DEAD_SESSION_IS_NEED_LOGIN);
      throw new SugarError(other ? "need_login" : "invalid_grant");
    }
    return session;
  }

  /**
   * Words a refusal.
   *
   * @param error the refusal
   * @param language the language of its text
   * @return the answer of reference 2.2
   */
  public Answer refusal(SugarError error, String language) {
    int status =
        error.status() == 0
            ? instance.store().catalog().errorStatus(error.label())
            : error.status();
    String text = instance.store().catalog().errorText(error.label(), language, error.values());
    int dot = error.label().indexOf('.');
    Answer answer =
        Answer.json(
            out -> {
              out.writeStartObject();
              out.writeStringField(
                  "error", dot < 0 ? error.label() : error.label().substring(0, dot));
              out.writeStringField("error_message", text);
              for (var extra : error.extra().entrySet()) {
                out.writeFieldName(extra.getKey());
                out.writeTree(extra.getValue());
              }
              out.writeEndObject();
            });
    return answer.withStatus(status).withHeaders(Map.of("Cache-Control", "no-store"));
  }
}
