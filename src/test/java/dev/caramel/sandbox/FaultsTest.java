package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.SugarClient.Reply;
import dev.caramel.sandbox.control.Fault;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FaultsTest extends SandboxTest {

  @Test
  void aStatusHitsTheChosenRequestAndNoOther() {
    sandbox.faults().add(Fault.ofStatus(503).on("GET .*/Leads").at(2).times(2).retryAfter("7"));

    assertThat(sugar.get("/ping").status()).isEqualTo(200);
    assertThat(sugar.get("/Leads").status()).isEqualTo(200);
    Reply second = sugar.get("/Leads");
    assertThat(second.error()).isEqualTo("503 service_unavailable");
    assertThat(second.header("Retry-After")).isEqualTo("7");
    assertThat(sugar.get("/Leads").status()).isEqualTo(503);
    assertThat(sugar.get("/Leads").status()).isEqualTo(200);
    assertThat(sandbox.faults().all()).isEmpty();
  }

  @Test
  void aKilledSessionTakesTheRefreshTokenWithItAndAnExpiredOneDoesNot() {
    JsonNode tokens = guest.grant("caramel", "sandbox", "caramel").json();
    SugarClient client = guest.token(tokens.path("access_token").asText());

    sandbox.faults().add(Fault.of("expire-token"));
    assertThat(client.get("/ping").error()).isEqualTo("401 invalid_grant");
    JsonNode renewed = guest.refresh(tokens.path("refresh_token").asText(), "caramel").json();

    sandbox.faults().add(Fault.of("kill-session"));
    assertThat(guest.token(renewed.path("access_token").asText()).get("/ping").error())
        .isEqualTo("401 invalid_grant");
    assertThat(guest.refresh(renewed.path("refresh_token").asText(), "caramel").error())
        .isEqualTo("401 need_login");
  }

  @Test
  void aRefusedRefreshLetsLoginsPass() {
    sandbox.faults().add(Fault.of("refuse-refresh"));
    JsonNode tokens = guest.grant("caramel", "sandbox", "caramel").json();

    assertThat(guest.refresh(tokens.path("refresh_token").asText(), "caramel").error())
        .isEqualTo("401 need_login");
  }

  @Test
  void aResetDropsTheConnectionBeforeOrAfterTheWork() {
    sandbox.faults().add(Fault.of("reset").on("POST .*/Leads$"));
    int before = sandbox.sugar().ids("Leads").size();
    assertThatThrownBy(() -> sugar.post("/Leads", "{'last_name':'Lost'}"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(sandbox.sugar().ids("Leads")).hasSize(before);

    sandbox.faults().add(Fault.of("reset-after-work").on("POST .*/Leads$"));
    assertThatThrownBy(() -> sugar.post("/Leads", "{'last_name':'Done'}"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(sandbox.sugar().ids("Leads")).hasSize(before + 1);
  }

  @Test
  void aCutBodyIsShorterThanAnnounced() {
    sandbox.faults().add(Fault.of("cut-body"));

    assertThatThrownBy(() -> sugar.get("/Leads")).isInstanceOf(UncheckedIOException.class);
    assertThat(sugar.get("/Leads").status()).isEqualTo(200);
  }

  @Test
  void bodiesMayBeHtmlEmptyOrOfAnotherShape() {
    sandbox.faults().add(Fault.of("html"));
    sandbox.faults().add(Fault.of("empty-body"));
    sandbox.faults().add(Fault.of("wrong-json"));
    sandbox.faults().add(Fault.of("maintenance"));

    Reply html = sugar.get("/ping");
    assertThat(html.status()).isEqualTo(502);
    assertThat(html.header("Content-Type")).startsWith("text/html");
    assertThat(sugar.get("/ping").text()).isEmpty();
    assertThat(sugar.get("/Leads").json().has("records")).isFalse();
    assertThat(sugar.get("/ping").error()).isEqualTo("503 maintenance");
  }

  @Test
  void throttlingComesInTwoShapes() {
    sandbox.faults().add(Fault.of("throttle").times(2));

    Reply json = sugar.get("/ping");
    sandbox.switches().turn(Switch.THROTTLE_IS_429_HTML, true);
    Reply html = sugar.get("/ping");

    assertThat(json.status()).isEqualTo(503);
    assertThat(json.header("Retry-After")).isNotEmpty();
    assertThat(html.status()).isEqualTo(429);
    assertThat(html.text()).startsWith("<html>");
  }

  @Test
  void aHangEndsWithoutAnAnswer() {
    sandbox.faults().add(Fault.of("hang").delayed(50));

    // Not a GET: the JDK's client would repeat that by itself.
    assertThatThrownBy(() -> sugar.post("/Leads/filter", "{}"))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void requestsAreLoggedWithoutQueriesAndSecrets() {
    sugar.get("/Leads?fields=id&max_num=3");
    guest.grant("caramel", "sandbox", "base");

    assertThat(sandbox.requests().all())
        .anySatisfy(
            entry -> {
              assertThat(entry.path()).isEqualTo("/rest/v10/Leads");
              assertThat(entry.records()).isEqualTo(3);
              assertThat(entry.status()).isEqualTo(200);
            });
    assertThat(sandbox.requests().all().toString())
        .doesNotContain("password")
        .doesNotContain("max_num");
  }
}
