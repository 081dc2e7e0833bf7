package dev.caramel.packages;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * All that stands between a marketing list and a sales user's eyes: leads in the sandbox, a Caramel
 * that pulled them, activities, a stand-in of Sugar with the package installed and the same leads,
 * and a browser.
 */
final class SalesFloor implements BeforeAllCallback, AfterAllCallback {
  static final String HISTORY = "caramel-activity-history";
  static final String TIMELINE = "caramel-marketing-timeline";
  static final String PROSPECTS = "caramel-hot-prospects";
  static final String REPORT = "caramel-account-report";
  static final String PERSONS = HISTORY + "," + TIMELINE;

  /** The company of all leads. */
  static final String COMPANY = "northwind";

  private static final Map<String, List<String>> PEOPLE =
      Map.of(
          "anna", List.of("Anna", "Adler", "Head of Purchasing", "seed_sally_id"),
          "bruno", List.of("Bruno", "Berg", "Chief Technology Officer", "seed_will_id"),
          "carla", List.of("Carla", "Conti", "Buyer", "seed_sally_id"),
          "dai", List.of("Dai", "Davies", "", "seed_will_id"),
          "erika", List.of("Erika", "Ernst", "Team Lead", "seed_sally_id"),
          "finn", List.of("Finn", "Foley", "Analyst", "seed_sally_id"));

  private final RunningCaramel caramel;
  private final SugarInstance sugar = SugarInstance.ofRelease("14.0.0");
  private MarketingAccount account;
  private Gate gate;
  private Browser browser;

  /** Around a Caramel that runs. */
  SalesFloor(RunningCaramel caramel) {
    this.caramel = caramel;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    browser = new Browser();
    sugar.beforeAll(context);
    sugar.install(SugarZip.handedOutBy(caramel, SugarZip.INTEGRATOR));
    gate = new Gate(caramel::url);
    account = MarketingAccount.of(caramel, "default", null).authorize("127.0.0.1");
    repair();
    people();
    activities();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    browser.close();
    gate.close();
    sugar.close();
  }

  /** Leads in the sandbox, pulled by Caramel, and the same ones in the stand-in. */
  private void people() {
    PEOPLE.forEach((id, is) -> caramel.sandbox().sugar().create("Leads", lead(id, is)));
    list("default", "Northwind Ltd");
    sugar.record(
        "Accounts",
        Map.of("id", COMPANY, "name", "Northwind Ltd", "links", Map.of("leads", PEOPLE.keySet())));
  }

  /**
   * A list of an account, pulled and chosen for hot prospects; its members are leads of Sugar's.
   */
  private void list(String account, String company) {
    String list = "leads-of-" + account;
    caramel.sync(
        list,
        """
        list: %s
        account: %s
        module: Leads
        filter: '[{"account_name":"%s"}]'
        columns:
          Email: email
          First Name: first_name
          Last Name: last_name
          Title: title
          Company: account_name
          Assigned To: assigned_user_name
        pull:
          add: true
          update: Email, First Name, Last Name, Title, Company, Assigned To
        """
            .formatted(list, account, company));
    caramel.send(
        "PUT",
        "/api/lists/" + list + "/columns/Assigned%20To/role",
        "{\"role\":\"owner\"}",
        Map.of());
    caramel.send(
        "PUT",
        "/api/accounts/" + account + "/sales-prospects",
        "{\"lists\":[\"" + list + "\"]}",
        Map.of());
    for (JsonNode member : caramel.members(list)) {
      sugar.record(
          "Leads",
          Map.of(
              "id", member.at("/record/id").asText(),
              "email1", member.path("email").asText(),
              "first_name", member.at("/columns/First Name").asText(),
              "last_name", member.at("/columns/Last Name").asText()));
    }
  }

  private static Map<String, Object> lead(String id, List<String> is) {
    return Map.of(
        "id", id,
        "assigned_user_id", is.get(3),
        "first_name", is.get(0),
        "last_name", is.get(1),
        "title", is.get(2),
        "account_name", "Northwind Ltd",
        "email", List.of(Map.of("email_address", id + "@example.com", "primary_address", true)));
  }

  /**
   * Points by the sheet of every account: sent 1, opened 3, clicked 5, page-visited 2,
   * form-submitted 20, webinar-attended 25. Anna 34, Bruno 9, Carla 4 (a send, an open), Dai 20,
   * but 40 days ago, Erika 1 (a send), Finn 10, but 100 days ago.
   */
  private void activities() {
    int day = 24 * 60;
    String site = "https://www.example.com/";
    account
        .did("anna@example.com", "sent", "Autumn newsletter", null, 2 * day + 120)
        .did("anna@example.com", "opened", "Autumn newsletter", null, 2 * day + 60)
        .did("anna@example.com", "clicked", "Price list 2027", site + "prices", 2 * day + 58)
        .did("anna@example.com", "clicked", "Free samples", site + "samples", 2 * day + 55)
        .did("anna@example.com", "form-submitted", "Request a quote", site + "quote", day + 30)
        .did("bruno@example.com", "opened", "Autumn newsletter", null, day + 300)
        .did("bruno@example.com", "sent", "Autumn newsletter", null, 2 * day + 120)
        .did("bruno@example.com", "clicked", "Price list 2027", site + "prices", day + 290)
        .did("carla@example.com", "opened", "Autumn newsletter", null, 3 * day)
        .did("carla@example.com", "sent", "Autumn newsletter", null, 3 * day + 5)
        .did("dai@example.com", "form-submitted", "Request a quote", site + "quote", 40 * day)
        .did("finn@example.com", "clicked", "Price list 2026", site + "prices", 100 * day)
        .did("finn@example.com", "clicked", "Price list 2026", site + "prices", 101 * day)
        .did("erika@example.com", "sent", "Autumn newsletter", null, 2 * day + 120);
  }

  /** The Sugar that the user looks at. */
  SugarInstance sugar() {
    return sugar;
  }

  /** What stands between Sugar and Caramel. */
  Gate gate() {
    return gate;
  }

  /** The account whose activities are shown. */
  MarketingAccount account() {
    return account;
  }

  /** The program. */
  RunningCaramel caramel() {
    return caramel;
  }

  /** The browser. */
  Browser browser() {
    return browser;
  }

  /**
   * Another account, with one lead in Sugar whose id is the account's, and who has these names.
   * Sugar is connected with it until {@link #repair}.
   */
  MarketingAccount accountOf(String id, String name, String company) {
    MarketingAccount other = MarketingAccount.of(caramel, id, null).authorize("127.0.0.1");
    Map<String, Object> lead = new LinkedHashMap<>(lead(id, List.of(name, name, name, "")));
    lead.put("account_name", company);
    caramel.sandbox().sugar().create("Leads", lead);
    list(id, company);
    connectWith(gate.url(), other.key());
    return other;
  }

  /** Connects Sugar with a key, which may be wrong. */
  void connectWith(String url, String key) {
    sugar.post("/administration/connector", Map.of("url", url, "api_key", key));
  }

  /** Back to how it was: connected, and the gate open. */
  void repair() {
    gate.open();
    gate.requests();
    connectWith(gate.url(), account.key());
  }

  /** A page with dashlets about a lead or company, or the home page where the record is null. */
  Page open(Look look, String dashlets, String module, String record) {
    Page page = browser.page(look.width(), look.height());
    Map<String, String> query = new LinkedHashMap<>();
    query.put("user", look.user());
    query.put("lang", look.language());
    query.put("libraries", look.libraries());
    query.put("dashlets", dashlets);
    query.put("module", module);
    if (record != null) {
      query.put("record", record);
    }
    page.navigate(
        sugar.url()
            + "/?"
            + query.entrySet().stream()
                .map(
                    e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    return page;
  }

  /**
   * Who looks, and with what.
   *
   * @param user id of the user
   * @param language language of the user
   * @param width of the window, in pixels
   * @param height of the window, in pixels
   * @param libraries "newest" or "sugar"
   */
  record Look(String user, String language, int width, int height, String libraries) {
    static final Look DESKTOP = new Look("sally", "en_us", 1280, 800, "newest");

    Look as(String otherUser) {
      return new Look(otherUser, language, width, height, libraries);
    }

    Look in(String otherLanguage) {
      return new Look(user, otherLanguage, width, height, libraries);
    }

    Look onPhone() {
      return new Look(user, language, 390, 780, libraries);
    }

    Look withLibrariesOfSugar() {
      return new Look(user, language, width, height, "sugar");
    }
  }
}
