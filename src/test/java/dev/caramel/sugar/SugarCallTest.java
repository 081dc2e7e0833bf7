package dev.caramel.sugar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sugar.ScriptedSugar.Form;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of the table of what is done about Sugar's answers, through real HTTP. */
class SugarCallTest extends ScriptedSugarTest {
  @Test
  void aRequestCarriesTheTokenAndNothingElseThatIsOurs() {
    scripted.then(200, OK);
    JsonNode answer =
        node.sugar()
            .call(
                SugarRequest.get(
                    "default",
                    "Leads",
                    Map.of(
                        "filter", "[{\"date_modified\":{\"$gt\":\"2026-01-01T00:00:00+05:00\"}}]"),
                    "reading Leads",
                    JSON::readTree));

    assertThat(answer.path("next_offset").asInt()).isEqualTo(-1);
    ScriptedSugar.Asked asked = scripted.data().get(0);
    assertThat(asked.path()).startsWith("/rest/v11_20/Leads?filter=%5B").contains("%2B05%3A00");
    assertThat(asked.header("OAuth-Token")).isEqualTo("access-1");
    assertThat(asked.header("Authorization")).isEmpty();
    assertThat(asked.headers().keySet())
        .map(String::toLowerCase)
        .containsOnly(
            "oauth-token", "accept", "accept-encoding", "connection", "host", "user-agent");
  }

  @Test
  void theLoginUsesThePasswordGrantOnOurOwnPlatform() throws IOException {
    read();
    JsonNode grant = JSON.readTree(scripted.logins().get(0).body());
    assertThat(scripted.logins().get(0).path()).isEqualTo("/rest/v10/oauth2/token");
    assertThat(grant.path("grant_type").asText()).isEqualTo("password");
    assertThat(grant.path("platform").asText()).isEqualTo("caramel");
    assertThat(grant.path("client_id").asText()).isEqualTo("sugar");
  }

  @Test
  void bodiesAreSentInUtf8() {
    scripted.then(200, OK);
    node.sugar()
        .call(
            SugarRequest.read(
                "default", "Leads/filter", "{\"q\":\"Zoë 😀\"}", "reading Leads", JSON::readTree));
    assertThat(scripted.data().get(0).body()).isEqualTo("{\"q\":\"Zoë 😀\"}");
    assertThat(scripted.data().get(0).header("Content-Type")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_grant", "need_login"})
  void aDeadSessionIsRefreshedAndTheRequestRepeated(String label) throws IOException {
    scripted.then(401, error(label, "dead")).then(200, OK);
    read();
    assertThat(scripted.data()).hasSize(2);
    assertThat(scripted.logins()).hasSize(2);
    assertThat(JSON.readTree(scripted.logins().get(1).body()).path("refresh_token").asText())
        .isEqualTo("refresh-1");
    assertThat(scripted.data().get(1).header("OAuth-Token")).isEqualTo("access-2");
  }

  @Test
  void aSecondRefusalOfTheSessionEndsTheRequest() {
    scripted.then(401, error("invalid_grant", "no")).then(401, error("invalid_grant", "no"));
    assertThatThrownBy(this::read)
        .isInstanceOf(SugarException.LoginRefused.class)
        .hasMessageStartingWith("Sugar refused the login");
    assertThat(scripted.data()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"429,''", "503,maintenance", "503,''"})
  void aBusySugarIsGivenTimeAndAskedAgain(int status, String label) {
    String body = label.isEmpty() ? "<html>busy</html>" : error(label, "");
    scripted.then(ScriptedSugar.json(status, body, "Retry-After", "0")).then(200, OK);
    read();
    assertThat(scripted.data()).hasSize(2);
    assertThat(scripted.logins()).hasSize(1);
  }

  @Test
  void aPauseLongerThanTheBoundEndsTheRequestAtOnce() {
    scripted.then(ScriptedSugar.json(503, error("maintenance", ""), "Retry-After", "3600"));
    SugarException.Busy busy = catchThrowableOfType(SugarException.Busy.class, this::read);
    assertThat(busy).hasMessageContaining("maintenance").hasMessageContaining("gave up");
    assertThat(scripted.data()).hasSize(1);
  }

  @Test
  void brokenAnswersAreRepeatedUntilOneIsWhole() {
    scripted
        .then(ScriptedSugar.cut("{\"records\":["))
        .then(ScriptedSugar.page(200, "<html>login</html>"))
        .then(ScriptedSugar.json(200, ""))
        .then(200, "{\"records\":[")
        .then(200, OK);
    read();
    assertThat(scripted.data()).hasSize(5);
  }

  @Test
  void brokenAnswersEndTheRequestInTheEnd() {
    for (int i = 0; i < 9; i++) {
      scripted.then(ScriptedSugar.page(502, "<html>bad gateway</html>"));
    }
    assertThatThrownBy(this::read)
        .isInstanceOf(SugarException.NoUsableAnswer.class)
        .hasMessageContaining("502")
        .hasMessageContaining("reading Leads");
    assertThat(scripted.data()).hasSize(5);
  }

  @Test
  void answersOfAnyLengthAreReadToTheirEnd() {
    // Around the size of the parts in which they are kept.
    for (int length : List.of(100, 65_535, 65_536, 65_537, 300_000)) {
      for (Form form : Form.values()) {
        String pad = "x".repeat(length - "{\"pad\":\"\"}".length());
        scripted.then(ScriptedSugar.in(form, "{\"pad\":\"%s\"}".formatted(pad)));
        assertThat(node.sugar().call(leads()).path("pad").asText())
            .as("%d bytes, %s", length, form)
            .isEqualTo(pad);
      }
    }
    assertThat(scripted.data()).hasSize(5 * Form.values().length);
  }

  @Test
  void anAnswerThatStallsIsToldAsLate() {
    CountDownLatch told = new CountDownLatch(1);
    scripted.then(ScriptedSugar.stalled("{\"id\":", told));
    try (SugarNode hasty =
        SugarNode.start(DATABASE.url(), scripted.url(), "caramel.sugar.response-timeout=300ms")) {
      assertThatThrownBy(() -> create(hasty))
          .isInstanceOf(SugarException.NoUsableAnswer.class)
          .hasMessageContaining("did not answer in time");
    } finally {
      told.countDown();
    }
  }

  @Test
  void aWriteThatMustNotBeRepeatedIsSentOnce() {
    scripted.then(ScriptedSugar.cut("{\"id\":"));
    SugarException.NoUsableAnswer lost =
        catchThrowableOfType(SugarException.NoUsableAnswer.class, this::create);
    assertThat(lost.isRepeatable()).isFalse();
    assertThat(scripted.data()).hasSize(1);
  }

  @Test
  void aWriteThatSugarTurnedAwayIsSentAgain() {
    scripted
        .then(401, error("invalid_grant", ""))
        .then(ScriptedSugar.json(429, "slow down", "Retry-After", "0"))
        .then(200, "{\"id\":\"1\"}");
    create();
    assertThat(scripted.data()).hasSize(3);
  }

  @Test
  void oneKindOfFailureDoesNotUseUpTheTriesOfAnother() {
    for (int i = 0; i < 4; i++) {
      scripted.then(ScriptedSugar.page(500, "oops"));
      scripted.then(ScriptedSugar.json(503, error("service_unavailable", ""), "Retry-After", "0"));
    }
    scripted.then(401, error("invalid_grant", "")).then(200, OK);
    read();
    assertThat(scripted.data()).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource({
    "403,not_authorized,NotAllowed",
    "404,not_found,NotFound",
    "422,invalid_parameter,Refused",
    "413,request_too_large,Refused",
    "400,search_unavailable,Refused"
  })
  void whatTheCallerMustDecideComesAtOnceAndInSugarsWords(int status, String label, String kind) {
    scripted.then(status, error(label, "El campo no existe"));
    assertThatThrownBy(this::read)
        .isInstanceOf(SugarException.class)
        .hasMessageContaining(label)
        .hasMessageContaining("El campo no existe")
        .hasMessageContaining("reading Leads")
        .extracting(thrown -> thrown.getClass().getSimpleName())
        .isEqualTo(kind);
    assertThat(scripted.data()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 412})
  void whereSomebodyWasFasterItIsReadAgainAFewTimes(int status) {
    scripted.then(status, error("edit_conflict", "")).then(status, error("edit_conflict", ""));
    scripted.then(200, OK);
    read();
    assertThat(scripted.data()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      scripted.then(status, error("edit_conflict", ""));
    }
    assertThatThrownBy(this::read).isInstanceOf(SugarException.Conflict.class);
    assertThat(scripted.data()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 412})
  void aWriteThatSomebodyWasFasterThanIsForItsCallerToDecide(int status) {
    scripted.then(status, error("edit_conflict", ""));
    assertThatThrownBy(this::create).isInstanceOf(SugarException.Conflict.class);
    assertThat(scripted.data()).hasSize(1);
  }

  @Test
  void aTooHighVersionIsLoweredStepByStep() {
    scripted.then(301, error("incorrect_version", "")).then(301, error("incorrect_version", ""));
    read();
    assertThat(scripted.data())
        .extracting(ScriptedSugar.Asked::path)
        .containsExactly("/rest/v11_20/Leads", "/rest/v11_19/Leads", "/rest/v11_18/Leads");
  }

  @Test
  void aRedirectIsNotFollowedSoThatNoTokenGoesElsewhere() {
    scripted.then(ScriptedSugar.json(302, "", "Location", scripted.url() + "/elsewhere"));
    assertThatThrownBy(this::read)
        .isInstanceOf(SugarException.Refused.class)
        .hasMessageContaining("caramel.sugar.url");
    assertThat(scripted.data()).hasSize(1);
  }

  @Test
  void requestsAndPausesAreMetered() {
    scripted.then(ScriptedSugar.page(500, "oops"));
    read();
    MeterRegistry meters = node.bean(MeterRegistry.class);
    assertThat(meters.get("caramel.sugar.requests").tag("status", "500").timer().count())
        .isEqualTo(1);
    assertThat(meters.get("caramel.sugar.waiting").tag("connection", "default").timer().count())
        .isEqualTo(1);
  }

  @Test
  void aMistakeOfTheReaderIsNotMistakenForTheFailureBefore() {
    scripted.then(401, error("invalid_grant", "")).then(200, OK);
    assertThatThrownBy(
            () ->
                node.sugar()
                    .call(
                        SugarRequest.get(
                            "default",
                            "Leads",
                            Map.of(),
                            "reading Leads",
                            body -> {
                              throw new IllegalStateException("a mistake");
                            })))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a mistake");
    assertThat(scripted.data()).hasSize(2);
  }
}
