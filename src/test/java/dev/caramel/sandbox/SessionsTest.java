package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsTest extends SandboxTest {

  @Test
  void aPasswordBuysTokensWithTheDocumentedKeysAndLifetimes() {
    JsonNode tokens = guest.grant("caramel", "sandbox", "caramel").json();

    assertThat(tokens.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "access_token",
            "expires_in",
            "token_type",
            "scope",
            "refresh_token",
            "refresh_expires_in",
            "download_token");
    assertThat(tokens.path("expires_in").intValue()).isEqualTo(3600);
    assertThat(tokens.path("refresh_expires_in").intValue()).isEqualTo(1209600);
    assertThat(tokens.path("scope").isNull()).isTrue();
  }

  @Test
  void aSecondLoginOnThePlatformKillsTheFirstSessionAndItsRefreshToken() {
    JsonNode first = guest.grant("caramel", "sandbox", "caramel").json();
    SugarClient other = guest.login("caramel");

    assertThat(guest.token(first.path("access_token").asText()).get("/ping").error())
        .isEqualTo("401 invalid_grant");
    assertThat(guest.refresh(first.path("refresh_token").asText(), "caramel").error())
        .isEqualTo("401 need_login");
    assertThat(other.get("/ping").text()).isEqualTo("\"pong\"");
  }

  @Test
  void anotherUserOrAnotherPlatformLeavesTheSessionAlone() {
    guest.grant("admin", "sandbox", "caramel");
    guest.grant("caramel", "sandbox", "base");

    assertThat(sugar.get("/ping").status()).isEqualTo(200);
  }

  @Test
  void aRefreshTokenWorksOnce() {
    String token =
        guest.grant("caramel", "sandbox", "caramel").json().path("refresh_token").asText();

    JsonNode renewed = guest.refresh(token, "caramel").json();

    assertThat(renewed.path("refresh_token").asText()).isNotEqualTo(token);
    assertThat(guest.refresh(token, "caramel").error()).isEqualTo("401 need_login");
    assertThat(guest.token(renewed.path("access_token").asText()).get("/ping").status())
        .isEqualTo(200);
  }

  @Test
  void anAccessTokenExpiresAfterAnHourAndCanBeRefreshedForTwoWeeks() {
    JsonNode tokens = guest.grant("caramel", "sandbox", "caramel").json();
    sandbox.clock().advance(Duration.ofHours(1));

    assertThat(guest.token(tokens.path("access_token").asText()).get("/ping").error())
        .isEqualTo("401 invalid_grant");
    assertThat(guest.refresh(tokens.path("refresh_token").asText(), "caramel").status())
        .isEqualTo(200);
  }

  @Test
  void aRefreshTokenDiesAfterTwoWeeks() {
    String token =
        guest.grant("caramel", "sandbox", "caramel").json().path("refresh_token").asText();
    sandbox.clock().advance(Duration.ofDays(14));

    assertThat(guest.refresh(token, "caramel").error()).isEqualTo("401 need_login");
  }

  @Test
  void logoutEndsTheSession() {
    assertThat(sugar.post("/oauth2/logout", "").json().path("success").asBoolean()).isTrue();
    assertThat(sugar.get("/ping").error()).isEqualTo("401 invalid_grant");
  }

  @Test
  void noTokenIsNeedLogin() {
    assertThat(guest.get("/Leads").error()).isEqualTo("401 need_login");
  }

  @Test
  void aWrongPasswordIsNeedLoginInTheLanguageOfTheInstance() {
    try (Sandbox spanish = Sandbox.builder().language("es_ES").start()) {
      JsonNode english = guest.grant("caramel", "wrong", "caramel").json();
      SugarClient.Reply refused = SugarClient.of(spanish).grant("caramel", "wrong", "caramel");

      assertThat(english.path("error_message").asText())
          .isEqualTo("You must specify a valid username and password.");
      assertThat(refused.error()).isEqualTo("401 need_login");
      assertThat(refused.json().path("error_message").asText())
          .isNotBlank()
          .isNotEqualTo(english.path("error_message").asText());
    }
  }

  @Test
  void anUnregisteredPlatformIsNamedInTheRefusal() {
    SugarClient.Reply refused = guest.grant("caramel", "sandbox", "unheard-of");

    assertThat(refused.error()).isEqualTo("422 invalid_parameter");
    assertThat(refused.json().path("error_message").asText())
        .contains("EXCEPTION_INVALID_PLATFORM");
  }

  @Test
  void anUnknownClientIsInvalidClient() {
    assertThat(
            guest
                .post(
                    "/oauth2/token",
                    "{'grant_type':'password','client_id':'x','username':'caramel','password':'sandbox'}")
                .error())
        .isEqualTo("400 invalid_client");
  }

  @Test
  void anInactiveUserCannotLogIn() {
    assertThat(guest.grant("gone", "sandbox", "caramel").error()).isEqualTo("401 need_login");
  }

  @Test
  void singleSignOnNamesTheWayToTheBrowser() {
    SugarClient.control(sandbox).post("/users", "{'name':'sso','state':'single-sign-on'}");

    JsonNode refused = guest.grant("sso", "sandbox", "caramel").json();

    assertThat(refused.path("url").asText()).startsWith("https://");
    assertThat(refused.path("platform").asText()).isEqualTo("caramel");
  }

  @Test
  void anAdministratorCanBecomeAnotherUser() {
    String token =
        guest.login("admin").post("/oauth2/sudo/ines", "{}").json().path("access_token").asText();

    JsonNode me = guest.token(token).get("/me").json().path("current_user");

    assertThat(me.path("user_name").asText()).isEqualTo("ines");
    assertThat(sugar.post("/oauth2/sudo/ines", "{}").error()).isEqualTo("403 not_authorized");
  }
}
