package dev.caramel.sandbox.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser.State;
import dev.caramel.sandbox.http.Answer;
import dev.caramel.sandbox.http.Call;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.http.Router;
import dev.caramel.sandbox.http.SugarError;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Login, refresh, logout (reference 3). */
public final class TokenEndpoints {

  private final Instance instance;

  /**
   * Makes the endpoints.
   *
   * @param instance the Sugar that is played
   */
  public TokenEndpoints(Instance instance) {
    this.instance = instance;
  }

  /**
   * Adds the routes.
   *
   * @param router where to
   */
  public void addTo(Router router) {
    router
        .open("POST /oauth2/token", this::token)
        .on("POST /oauth2/logout", this::logout)
        .on("POST /oauth2/sudo/{user}", this::sudo);
  }

  private Answer token(Call call) {
    ObjectNode body = call.fields();
    String client = body.path("client_id").asText();
    if (!client.equals("sugar") && !client.equals("caramel")) {
      throw new SugarError("invalid_client");
    }
    String platform = body.path("platform").asText("base");
    boolean known =
        instance.platforms().contains(platform) || instance.on(Switch.UNKNOWN_PLATFORMS_ALLOWED);
    if (!known || platform.length() > 127 || !platform.matches("[A-Za-z0-9_-]+")) {
      throw new SugarError("invalid_parameter.platform");
    }
    return switch (body.path("grant_type").asText()) {
      case "password" -> login(body, platform);
      case "refresh_token" -> refresh(body, platform);
      default -> throw new SugarError("invalid_parameter");
    };
  }

  private Answer login(ObjectNode body, String platform) {
    SugarUser user = instance.users().find(body.path("username").asText());
    if (user == null || user.state() == State.INACTIVE) {
      throw wrongPassword();
    }
    if (user.state() == State.LOCKED) {
      throw new SugarError("need_login.locked");
    }
    if (user.state() == State.SINGLE_SIGN_ON) {
      throw new SugarError("need_login")
          .with("url", new TextNode("https://login.example.com/authorize"))
          .with("platform", new TextNode(platform));
    }
    if (!user.password().equals(body.path("password").asText())) {
      if (instance.on(Switch.LOCK_OUT)) {
        instance.users().failed(user);
      }
      throw wrongPassword();
    }
    instance.users().succeeded(user);
    return tokens(instance.sessions().begin(user.name(), platform));
  }

  private SugarError wrongPassword() {
    return instance.on(Switch.WRONG_PASSWORD_IS_INVALID_GRANT)
        ? new SugarError(401, "invalid_grant")
        : new SugarError("need_login.password");
  }

  private Answer refresh(ObjectNode body, String platform) {
    Session session = instance.sessions().refresh(body.path("refresh_token").asText(), platform);
    if (session == null) {
      throw instance.on(Switch.REFUSED_REFRESH_IS_INVALID_GRANT)
          ? new SugarError(400, "invalid_grant")
          : new SugarError("need_login");
    }
    return tokens(session);
  }

  private Answer tokens(Session session) {
    return Answer.json(
        out -> {
          out.writeStartObject();
          out.writeStringField("access_token", session.accessToken());
          out.writeNumberField("expires_in", seconds(session.expires()));
          out.writeStringField("token_type", "bearer");
          out.writeNullField("scope");
          out.writeStringField("refresh_token", session.refreshToken());
          out.writeNumberField("refresh_expires_in", seconds(session.refreshExpires()));
          out.writeStringField("download_token", UUID.randomUUID().toString());
          out.writeEndObject();
        });
  }

  private long seconds(Instant end) {
    return Math.round(Duration.between(instance.clock().instant(), end).toMillis() / 1000.0);
  }

  private Answer logout(Call call) {
    instance.sessions().end(call.session().userName(), call.session().platform());
    return Answer.json(Json.object().put("success", true));
  }

  private Answer sudo(Call call) {
    if (!call.user().admin()) {
      throw new SugarError("not_authorized");
    }
    SugarUser user = instance.users().find(call.variable("user"));
    if (user == null) {
      throw new SugarError("not_found");
    }
    // Without a platform this is base, and ends that user's session in the browser (3.4).
    String platform = call.fields().path("platform").asText("base");
    return tokens(instance.sessions().begin(user.name(), platform));
  }
}
