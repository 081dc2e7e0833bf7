package dev.caramel.packages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.caramel.packages.SalesFloor.Look;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashlets where there is nothing to show, or no way to get it, or somebody means harm. */
abstract class TroubledDashlets {
  private static final SalesFloor floor = SugarPackagesTest.InBrowser.floor;
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'{{name}}";

  private Page page;
  private boolean requestsMayFail;

  @AfterEach
  void nothingWentWrong() {
    floor.repair();
    assertThat(Browser.barriers(page)).isEmpty();
    assertThat(floor.browser().complaints())
        .filteredOn(said -> !requestsMayFail || !said.startsWith("Failed to load resource"))
        .isEmpty();
    assertThat(floor.sugar().complaints()).isEmpty();
    floor.browser().forget();
  }

  @Test
  void an_empty_dashlet_says_why() {
    floor.sugar().record("Leads", Map.of("id", "quiet", "email1", "quiet@example.com"));
    floor.sugar().record("Leads", Map.of("id", "mute", "first_name", "Mute"));
    floor.sugar().record("Accounts", Map.of("id", "nobody", "name", "Nobody Ltd"));

    assertSays(SalesFloor.PERSONS, "Leads", "quiet", "Caramel has seen no such activity");
    Browser.picture(page, null, "empty");
    assertSays(SalesFloor.PERSONS, "Leads", "mute", "This record has no e-mail address");
    assertSays(SalesFloor.PERSONS, "Leads", null, "Save this record first");
    assertSays(SalesFloor.REPORT, "Accounts", "nobody", "This account has no contact or lead");
  }

  @Test
  void hot_prospects_say_why_there_are_none() {
    MarketingAccount fresh =
        MarketingAccount.of(SugarPackagesTest.caramel, "fresh", null).authorize("127.0.0.1");
    floor.connectWith(floor.gate().url(), fresh.key());
    assertSays(SalesFloor.PROSPECTS, "Home", null, "No list feeds hot prospects yet.");

    floor
        .accountOf("secret", "Greta", "Secret Ltd")
        .did("secret@example.com", "clicked", "Prices", null, 9);
    floor
        .sugar()
        .record(
            "Leads",
            Map.of("id", "secret", "first_name", "Greta", "role_denies", List.of("sally")));
    assertSays(
        SalesFloor.PROSPECTS, "Home", null, "There are hot prospects, but you have no access");
  }

  @Test
  void hostile_names_titles_and_addresses_stay_text() {
    floor
        .accountOf("hostile", HOSTILE, "Evil Ltd")
        .did("hostile@example.com", "page-visited", HOSTILE, "javascript:alert(2)", 9)
        .did("hostile@example.com", "clicked", "</section><script>alert(3)</script>", null, 8)
        .did(
            "hostile@example.com",
            "clicked",
            null,
            "https://www.example.com/?q=\"><script>alert(4)</script>",
            7);
    floor
        .sugar()
        .record(
            "Accounts",
            Map.of("id", "evil", "name", HOSTILE, "links", Map.of("leads", List.of("hostile"))));

    page = floor.open(Look.DESKTOP, SalesFloor.PERSONS, "Leads", "hostile");
    Locator history = page.locator("#" + SalesFloor.HISTORY);
    assertThat(history.locator(".caramel-line")).hasCount(3);
    assertThat(history).containsText("Page visited: " + HOSTILE);
    assertThat(history).containsText("</section><script>alert(3)</script>");
    assertThat(history.locator("a"))
        .hasText(new String[] {"https://www.example.com/?q=\"><script>alert(4)</script>"});
    assertHarmless("hostile");
    page = floor.open(Look.DESKTOP, SalesFloor.PROSPECTS, "Home", null);
    assertThat(page.locator("tbody")).containsText(HOSTILE);
    assertHarmless("hostile-prospects");
    page = floor.open(Look.DESKTOP, SalesFloor.REPORT, "Accounts", "evil");
    assertThat(page.locator("tbody")).containsText(HOSTILE);
    assertHarmless("hostile-report");
  }

  private void assertHarmless(String picture) {
    assertThat(page.locator("main img, main script, main section section")).hasCount(0);
    assertThat(page.locator("main [href^='javascript' i]")).hasCount(0);
    assertThat(floor.browser().complaints()).isEmpty();
    Browser.picture(page, null, picture);
  }

  @Test
  @Timeout(120)
  void a_slow_caramel_is_waited_for_for_seconds_and_then_asked_again() {
    floor.gate().hold();
    page = floor.open(Look.DESKTOP, SalesFloor.PERSONS, "Leads", "anna");
    Locator history = page.locator("#" + SalesFloor.HISTORY);
    assertThat(history.locator("[role=status]")).hasText("Asking Caramel ...");
    assertThat(history.locator("section")).hasAttribute("aria-busy", "true");
    Browser.picture(page, null, "slow");

    assertThat(history.locator("[role=alert]"))
        .containsText("Caramel took too long to answer. Please try again in a few minutes.");
    floor.gate().open();
    history.locator("[data-caramel=retry]").click();

    assertThat(history.locator(".caramel-line")).hasCount(5);
    assertThat(history.locator("section")).hasAttribute("aria-busy", "false");
  }

  /** The older one is held before the browser: Sugar would wait for Caramel for seconds only. */
  @Test
  void an_answer_that_comes_too_late_does_not_take_the_place_of_a_newer_one() {
    page = floor.open(Look.DESKTOP, SalesFloor.HISTORY, "Leads", "anna");
    Locator history = page.locator("#" + SalesFloor.HISTORY);
    assertThat(history.locator(".caramel-line")).hasCount(5);
    List<Route> held = new ArrayList<>();
    page.route(
        "**/caramel/**",
        request -> {
          if (held.isEmpty()) {
            held.add(request);
          } else {
            request.resume();
          }
        });
    page.waitForRequest("**/caramel/**", history.getByText("Refresh")::click);
    assertThat(history.locator("[role=status]")).isVisible();
    history.getByText("Edit").click();
    page.getByLabel("Behaviors (none chosen: all)").selectOption("sent");
    page.getByText("Save").click();
    assertThat(history.locator(".caramel-line")).hasCount(1);

    page.evaluate(
        "() => { $(document).one('ajaxComplete', () => { window.lateOneCame = true; }); }");
    assertThat(held).hasSize(1);
    APIResponse older = held.get(0).fetch();
    assertThat(older.text()).contains("clicked");
    held.get(0).fulfill(new Route.FulfillOptions().setResponse(older));
    page.waitForFunction("() => window.lateOneCame");
    assertThat(history.locator(".caramel-line")).hasCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en_us | Caramel cannot be reached right now. | Try again",
        "de_DE | Caramel ist gerade nicht erreichbar. | Noch einmal versuchen",
        "ja_JP | 現在 Caramel に接続できません。 | 再試行"
      })
  void a_caramel_that_is_down_is_told_in_each_language(
      String language, String sentence, String retry) throws IOException {
    floor.connectWith("http://127.0.0.1:" + closedPort(), "any-key");
    for (String[] of : everyDashlet()) {
      page = floor.open(Look.DESKTOP.in(language), of[0], of[1], of[2]);
      for (Locator alert : page.locator("[role=alert]").all()) {
        assertThat(alert).containsText(sentence);
      }
      assertThat(page.locator("[role=alert]")).hasCount(of[0].split(",").length);
      assertThat(page.locator("[data-caramel=retry]").first()).hasText(retry);
    }
    Browser.picture(page, null, "down-" + language);
  }

  @Test
  void a_wrong_key_is_told_to_users_and_explained_to_administrators() {
    floor.connectWith(floor.gate().url(), "no-such-key-0123456789");
    for (String[] of : everyDashlet()) {
      page = floor.open(Look.DESKTOP.onPhone(), of[0], of[1], of[2]);
      assertThat(page.locator("[role=alert]").first())
          .hasText(
              "Caramel does not accept the API key of this Sugar. Please tell your Sugar administrator.");
    }
    Browser.picture(page, null, "wrong-key");

    page = floor.open(Look.DESKTOP.as("admin"), SalesFloor.PROSPECTS, "Home", null);
    assertThat(page.locator("[role=alert]")).containsText("Caramel says: ");
    assertThat(page.content()).doesNotContain("no-such-key");
  }

  @Test
  void an_address_that_is_not_authorized_is_told() {
    MarketingAccount closed = MarketingAccount.of(SugarPackagesTest.caramel, "closed", null);
    floor.connectWith(floor.gate().url(), closed.key());
    page = floor.open(Look.DESKTOP.as("admin"), SalesFloor.PERSONS, "Leads", "anna");

    assertThat(page.locator("[role=alert]").first())
        .containsText("Caramel says: Illegal Remote Endpoint with an IP Address: 127.0.0.1");
  }

  @Test
  void a_record_that_the_user_may_not_see_shows_nothing() {
    requestsMayFail = true;
    floor
        .sugar()
        .record("Leads", Map.of("id", "west", "email1", "anna@example.com", "team_set_id", "west"));
    page = floor.open(Look.DESKTOP.as("max"), SalesFloor.PERSONS, "Leads", "west");

    assertThat(page.locator("[role=alert]").first())
        .hasText("You have no access to this record, so its marketing activity is not shown.");
    assertThat(page.locator("main")).not().containsText("newsletter");
    assertThat(floor.gate().requests()).isEmpty();
  }

  @Test
  void everything_can_be_done_by_keyboard() {
    floor.gate().answer(503, "");
    page = floor.open(Look.DESKTOP, SalesFloor.PROSPECTS, "Home", null);
    assertThat(page.locator("[role=alert]")).isVisible();
    for (String expected : List.of("Edit", "Refresh", "Try again")) {
      page.keyboard().press("Tab");
      assertThat(page.locator(":focus")).hasText(expected);
    }
    floor.gate().open();
    page.keyboard().press("Enter");
    assertThat(page.locator("tbody tr")).hasCount(4);
    // The button is gone; the place of who pressed it is not.
    assertThat(page.locator("section:focus")).hasCount(1);

    page.keyboard().press("Tab");
    assertThat(page.locator(":focus")).hasText("Anna Adler");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Anna Adler");
  }

  private void assertSays(String dashlets, String module, String record, String sentence) {
    page = floor.open(Look.DESKTOP, dashlets, module, record);
    assertThat(page.locator("section [role=status]")).hasCount(dashlets.split(",").length);
    for (String dashlet : dashlets.split(",")) {
      assertThat(page.locator("#" + dashlet + " [role=status]")).containsText(sentence);
    }
  }

  private static String[][] everyDashlet() {
    return new String[][] {
      {SalesFloor.PERSONS, "Leads", "anna"},
      {SalesFloor.PROSPECTS, "Home", null},
      {SalesFloor.REPORT, "Accounts", SalesFloor.COMPANY}
    };
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
