package dev.caramel.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.caramel.testkit.RunningCaramel;
import dev.caramel.testkit.SelfSignedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator of Sugar reads when they press Test Connector. */
abstract class ConnectSugar {
  private static final RunningCaramel caramel = SugarPackagesTest.caramel;

  @RegisterExtension static final SugarInstance sugar = SugarInstance.ofRelease("14.0.0");

  private static MarketingAccount global;

  @BeforeAll
  static void install() {
    sugar.install(SugarZip.built(SugarZip.INTEGRATOR));
    global = MarketingAccount.of(caramel, "global", null).authorize("127.0.0.1");
  }

  @AfterEach
  void nothingWasWrongInPhp() {
    assertThat(sugar.complaints()).isEmpty();
  }

  @Test
  void the_way_of_an_administrator_from_the_zip_to_a_successful_test() throws IOException {
    try (SugarInstance fresh = SugarInstance.ofRelease("13.0.0")) {
      fresh.beforeAll(null);
      SugarZip platform = SugarZip.handedOutBy(caramel, SugarZip.PLATFORM);
      SugarZip integrator = SugarZip.handedOutBy(caramel, SugarZip.INTEGRATOR);
      assertThat(fresh.install(platform)).isEqualTo("done");
      assertThat(fresh.install(integrator)).isEqualTo("done");
      MarketingAccount account = MarketingAccount.of(caramel, "newcomer", null);
      Map<String, String> form = Map.of("url", caramel.url(), "api_key", account.key());

      assertThat(test(fresh, form))
          .isEqualTo("Global: Illegal Remote Endpoint with an IP Address: 127.0.0.1");
      account.authorize("127.0.0.1");
      assertThat(test(fresh, form)).isEqualTo("Test Successful");

      assertThat(fresh.get(SugarInstance.ADMIN, "/rest/v11_20/caramel/test").toString())
          .isEqualTo("{\"passed\":true,\"lines\":[\"Global: Test Successful\"]}");
      assertThat(fresh.complaints()).isEmpty();
    }
  }

  @Test
  void the_build_for_old_releases_says_the_same_over_curl() throws IOException {
    try (SugarInstance old = SugarInstance.ofRelease("9.3.0");
        SelfSignedServer stranger = new SelfSignedServer()) {
      old.beforeAll(null);
      assertThat(old.install(SugarZip.built(SugarZip.INTEGRATOR_8_TO_10))).isEqualTo("done");

      assertThat(test(old, form(caramel.url(), global.key()))).isEqualTo("Test Successful");
      assertThat(test(old, form(stranger.url(), global.key())))
          .startsWith("Global: no secure connection to " + stranger.url());
      assertThat(stranger.requests()).isZero();
      assertThat(test(old, form("http://127.0.0.1:" + closedPort(), global.key())))
          .startsWith("Global: cannot reach http://127.0.0.1:");
      assertThat(old.complaints()).isEmpty();
    }
  }

  @Test
  void a_wrong_or_revoked_key_is_said_to_be_so() {
    assertThat(test(sugar, form(caramel.url(), "no-such-key-0123456789")))
        .contains("Global: ")
        .containsIgnoringCase("key")
        .doesNotContain("no-such-key");
    assertThat(test(sugar, form(caramel.url(), ""))).isEqualTo("Global: the API key is missing");
    assertThat(test(sugar, form(caramel.url(), "two words")))
        .contains("holds a blank or a letter that no key has");
  }

  @Test
  void a_wrong_address_is_told_from_one_that_nobody_answers_at() throws IOException {
    assertThat(test(sugar, form("", global.key()))).isEqualTo("Global: the URL is missing");
    assertThat(test(sugar, form("caramel.example.com", global.key())))
        .isEqualTo("Global: the URL must look like https://caramel.example.com");
    assertThat(test(sugar, form("ftp://caramel.example.com", global.key())))
        .isEqualTo("Global: the URL must look like https://caramel.example.com");
    assertThat(test(sugar, form("https://me:pw@caramel.example.com", global.key())))
        .contains("without a user");
    String closed = "http://127.0.0.1:" + closedPort();
    assertThat(test(sugar, form(closed, global.key())))
        .startsWith("Global: cannot reach " + closed + " (");
  }

  @Test
  void what_is_not_caramel_is_said_to_be_so() throws IOException {
    HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] page = "<html>Log in</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    String url = "http://127.0.0.1:" + other.getAddress().getPort();

    assertThat(test(sugar, form(url, global.key())))
        .startsWith("Global: what answers at " + url + " is not Caramel");
    other.stop(0);
  }

  @Test
  void nothing_is_sent_where_the_certificate_is_nobodys() {
    try (SelfSignedServer stranger = new SelfSignedServer()) {
      assertThat(test(sugar, form(stranger.url(), global.key())))
          .startsWith("Global: no secure connection to " + stranger.url());
      assertThat(stranger.requests()).isZero();
    }
  }

  @Test
  void an_address_that_sugar_itself_does_not_call_is_told_in_its_words() {
    sugar.change(all -> all.put("refuse_private_addresses", true));
    assertThat(test(sugar, form(caramel.url(), global.key())))
        .startsWith(
            "Global: cannot reach " + caramel.url() + " (The address of the URL is private");
    sugar.change(all -> all.put("refuse_private_addresses", false));
  }

  @Test
  void each_account_has_a_line_and_each_team_is_looked_up_in_sugar() {
    MarketingAccount west =
        MarketingAccount.of(caramel, "tested-west", "West").authorize("127.0.0.1");
    MarketingAccount east = MarketingAccount.of(caramel, "tested-east", "East");
    Map<String, String> form = new LinkedHashMap<>(form(caramel.url(), global.key()));
    form.put("teams", "6");
    team(form, 1, "West", west);
    team(form, 2, "East", east);
    team(form, 3, "east", east);
    team(form, 4, "North", east);
    team(form, 5, "West", west);
    team(form, 6, "", west);

    assertThat(test(sugar, form).split("<br>"))
        .containsExactly(
            "Global: Test Successful",
            "Team 1 &quot;West&quot;: Test Successful",
            "Team 2 &quot;East&quot;: Illegal Remote Endpoint with an IP Address: 127.0.0.1",
            "Team 3 &quot;east&quot;: this Sugar calls the team &quot;East&quot;: write it so",
            "Team 4 &quot;North&quot;: this Sugar has no team of that name",
            "Team 5 &quot;West&quot;: the team stands here twice",
            "Team 6: the name of the team is missing");
    east.authorize("127.0.0.1");
    form.put("teams", "2");
    assertThat(test(sugar, form)).isEqualTo("Test Successful");
  }

  @Test
  void a_key_of_another_teams_account_does_not_pass() {
    MarketingAccount east = MarketingAccount.of(caramel, "other-east", "East");
    east.authorize("127.0.0.1");
    Map<String, String> form = new LinkedHashMap<>();
    form.put("teams", "1");
    team(form, 1, "West", east);

    assertThat(test(sugar, form)).startsWith("Team 1 &quot;West&quot;: ").contains("team");
  }

  @Test
  void a_team_whose_name_is_html_stays_text() {
    sugar.record(
        "Teams",
        Map.of("id", "t-html", "name", "<img src=x onerror=alert(1)>", "members", new String[0]));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("teams", "1");
    team(form, 1, "<img src=x onerror=alert(1)>", global);

    assertThat(test(sugar, form))
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img");
  }

  private static String test(SugarInstance sugar, Map<String, String> form) {
    return sugar.post("/administration/connector/test", form).path("html").asText();
  }

  private static Map<String, String> form(String url, String key) {
    return Map.of("url", url, "api_key", key);
  }

  private static void team(Map<String, String> form, int i, String name, MarketingAccount account) {
    form.put("team" + i + "_name", name);
    form.put("team" + i + "_url", caramel.url());
    form.put("team" + i + "_key", account.key());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
