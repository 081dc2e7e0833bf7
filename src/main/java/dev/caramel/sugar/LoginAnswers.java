package dev.caramel.sugar;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Judges what Sugar's token endpoint refused with. Here the labels of a dead session mean a wrong
 * password (reference 3.3), so nothing that is Sugar's own refusal is ever tried again by itself.
 */
@Component
class LoginAnswers {
  private static final int SERVER_ERROR = 500;

  /** The message that tells them apart from other wrong parameters may be translated. */
  private static final Set<String> PLATFORM = Set.of("invalid_parameter", "missing_parameter");

  private final ObjectMapper json;
  private final Clock clock;

  LoginAnswers(ObjectMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /**
   * Makes an error of an answer that brought no token.
   *
   * @throws IOException if the body of the error is cut
   */
  SugarException failure(SugarConnection connection, SugarAnswer answer) throws IOException {
    SugarError error = answer.error(json);
    int status = answer.status();
    String said = "Sugar answered " + error.quoted(status) + " to the login";
    if (status == 429 || status == 503) {
      return new SugarException.Busy(said + ": it is too busy", answer.pause(clock));
    }
    if (status >= 300 && status < 400 && answer.location() != null) {
      return new SugarException.Refused(
          said + ": the address leads elsewhere. Set caramel.sugar.url to where Sugar really is",
          status,
          error.label());
    }
    if (status >= SERVER_ERROR || !error.isSugars()) {
      return new SugarException.NoUsableAnswer(
          said + ": is " + connection.url() + " the address of a Sugar?", null, true);
    }
    return new SugarException.LoginRefused(
        "Sugar refused the login of user "
            + connection.username()
            + " ("
            + error.quoted(status)
            + "): "
            + advice(connection, status, error),
        PLATFORM.contains(error.label()));
  }

  private static String advice(SugarConnection connection, int status, SugarError error) {
    if (error.external()) {
      return "this Sugar demands a login at an identity provider. Use a local user that may log in"
          + " with a password";
    }
    return switch (error.label()) {
      case "need_login", "invalid_grant" ->
          "the user name or the password is wrong, or the user is locked or inactive. Check both"
              + " settings, and the user in Admin > User Management";
      case "invalid_parameter", "missing_parameter" ->
          "the API platform \""
              + connection.platform()
              + "\" is not registered. Add it in Admin > Configure API Platforms, or install"
              + " Caramel's platform package";
      case "invalid_client" ->
          "the OAuth key \""
              + connection.clientId()
              + "\" is unknown, its secret is wrong, or its client type is not Sugar User. See"
              + " Admin > OAuth Keys";
      case "license_seats_needed" ->
          "there are not enough licence seats for this user. See Admin > Licence Management";
      case "client_not_allowed" ->
          "this Sugar admits certain API clients only (setting allowedClients)";
      case "incorrect_version" -> "this Sugar does not serve the API version of logins, v10";
      default ->
          status == 403
              ? "the user may not use the API. See the user in Admin > User Management"
              : "see Sugar's own log for the cause";
    };
  }
}
