package dev.caramel.packages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.caramel.packages.SalesFloor.Look;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The dashlets in a browser, with data: from activities in PostgreSQL to what a sales user reads.
 */
abstract class ShowDashlets {
  private static final SalesFloor floor = SugarPackagesTest.InBrowser.floor;
  private Page page;

  @AfterEach
  void nothingWentWrong() {
    assertThat(Browser.barriers(page)).isEmpty();
    assertThat(floor.browser().complaints()).isEmpty();
    assertThat(floor.sugar().complaints()).isEmpty();
    floor.browser().forget();
  }

  @Test
  void what_is_posted_to_caramel_shows_up() {
    floor.sugar().record("Leads", Map.of("id", "gina", "email1", "Gina@Example.com"));
    floor.account().did("gina@example.com", "opened", "Winter newsletter", null, 60);
    page = floor.open(Look.DESKTOP, SalesFloor.PERSONS, "Leads", "gina");
    assertThat(lines(SalesFloor.HISTORY))
        .hasText(new String[] {"E-mail opened: Winter newsletter"});
    assertThat(lines(SalesFloor.TIMELINE)).containsText(new String[] {"Winter newsletter"});

    floor
        .account()
        .did("gina@example.com", "clicked", "Prices", "https://www.example.com/p?a=1&b=2", 1);
    dashlet(SalesFloor.HISTORY).getByText("Refresh").click();

    assertThat(lines(SalesFloor.HISTORY))
        .hasText(new String[] {"Link clicked: Prices", "E-mail opened: Winter newsletter"});
    assertThat(dashlet(SalesFloor.HISTORY).locator(".caramel-points"))
        .hasText(new String[] {"+5", "+3"});
    Locator link = dashlet(SalesFloor.HISTORY).getByText("Prices");
    assertThat(link).hasAttribute("href", "https://www.example.com/p?a=1&b=2");
    assertThat(link).hasAttribute("rel", "noopener noreferrer");
  }

  @ParameterizedTest
  @CsvSource({
    "sally, MM/dd/yyyy hh:mma",
    "max, dd.MM.yyyy HH:mm",
    "yuki, yyyy-MM-dd HH:mm",
  })
  void times_are_those_of_the_user(String user, String format) {
    page = floor.open(Look.DESKTOP.as(user), SalesFloor.PERSONS, "Leads", "anna");

    Locator newest = dashlet(SalesFloor.HISTORY).locator("time").first();
    String expected =
        DateTimeFormatter.ofPattern(format, Locale.ROOT)
            .format(
                OffsetDateTime.parse(newest.getAttribute("datetime"))
                    .atZoneSameInstant(ZoneId.of("Europe/Berlin")))
            .replace("AM", "am")
            .replace("PM", "pm");
    assertThat(newest).hasText(expected);
    assertThat(dashlet(SalesFloor.TIMELINE).locator("h5").first())
        .hasText(expected.substring(0, 10));
    assertThat(dashlet(SalesFloor.TIMELINE).locator("time").first())
        .hasText(expected.substring(11));
  }

  @Test
  void the_timeline_tells_by_day_and_kind() {
    page = floor.open(Look.DESKTOP, SalesFloor.TIMELINE, "Leads", "anna");

    assertThat(dashlet(SalesFloor.TIMELINE).locator(".caramel-what"))
        .hasText(
            new String[] {
              "Form submitted (1)", "Link clicked (2)", "E-mail opened (1)", "E-mail sent (1)"
            });
    Browser.picture(page, "#" + SalesFloor.TIMELINE, "timeline");
  }

  @Test
  void the_history_shows_the_behaviors_that_are_chosen() {
    page = floor.open(Look.DESKTOP, SalesFloor.HISTORY, "Leads", "anna");
    assertThat(lines(SalesFloor.HISTORY)).hasCount(5);
    Browser.picture(page, "#" + SalesFloor.HISTORY, "history");

    dashlet(SalesFloor.HISTORY).getByText("Edit").click();
    page.getByLabel("Behaviors (none chosen: all)")
        .selectOption(new String[] {"clicked", "form-submitted"});
    Browser.picture(page, "#" + SalesFloor.HISTORY, "history-settings");
    page.getByText("Save").click();

    assertThat(lines(SalesFloor.HISTORY))
        .hasText(
            new String[] {
              "Form submitted: Request a quote",
              "Link clicked: Free samples",
              "Link clicked: Price list 2027"
            });
  }

  @Test
  void each_option_changes_the_hot_prospects() {
    page = floor.open(Look.DESKTOP, SalesFloor.PROSPECTS, "Home", null);
    assertProspects("Anna 34", "Bruno 9", "Carla 4", "Erika 1");

    choose("60", "10", "1", true, true);
    assertProspects("Anna 34", "Dai 20", "Bruno 9", "Carla 4", "Erika 1");
    choose("365", "5", "1", true, true);
    assertProspects("Anna 34", "Dai 20", "Finn 10", "Bruno 9", "Carla 4");
    choose("30", "10", "9", true, true);
    assertProspects("Anna 34", "Bruno 9");
    choose("30", "10", "1", false, true);
    assertProspects("Anna 33", "Bruno 8", "Carla 3");
    choose("30", "10", "1", true, false);
    assertProspects("Anna 31", "Bruno 6", "Erika 1", "Carla 1");
    choose("30", "10", "1", false, false);
    assertProspects("Anna 30", "Bruno 5");
    choose("1", "10", "1", true, true);
    assertThat(dashlet(SalesFloor.PROSPECTS).locator("[role=status]"))
        .hasText("Nobody has reached the minimum score in these days.");
  }

  private void assertProspects(String... expected) {
    Pattern[] rows =
        Stream.of(expected)
            .map(row -> Pattern.compile("^\\s*" + row.replace(" ", "\\b[\\s\\S]*\\s") + "\\s"))
            .toArray(Pattern[]::new);
    assertThat(dashlet(SalesFloor.PROSPECTS).locator("tbody tr")).hasText(rows);
  }

  private void choose(String days, String most, String least, boolean sends, boolean opens) {
    dashlet(SalesFloor.PROSPECTS).getByText("Edit").click();
    page.getByLabel("Days of History").selectOption(days);
    page.getByLabel("Max Records").selectOption(most);
    page.getByLabel("Minimum Score").fill(least);
    page.getByLabel("Include Email Sends").setChecked(sends);
    page.getByLabel("Include Email Opens").setChecked(opens);
    page.getByText("Save").click();
  }

  @Test
  void hot_prospects_and_the_account_report_lead_to_the_records() {
    page = floor.open(Look.DESKTOP, SalesFloor.PROSPECTS, "Home", null);
    assertThat(dashlet(SalesFloor.PROSPECTS).locator("tbody tr").first())
        .containsText("Head of Purchasing");
    assertThat(dashlet(SalesFloor.PROSPECTS).locator("thead")).containsText("Owner");
    Browser.picture(page, "#" + SalesFloor.PROSPECTS, "hot-prospects");
    page.getByText("Bruno Berg").click();
    assertThat(page.locator("h1")).hasText("Bruno Berg");
    floor.browser().forget();

    page = floor.open(Look.DESKTOP, SalesFloor.REPORT, "Accounts", SalesFloor.COMPANY);
    assertThat(dashlet(SalesFloor.REPORT).locator("dd")).hasText(new String[] {"6", "12", "68"});
    assertThat(dashlet(SalesFloor.REPORT).locator("tbody tr").first())
        .hasText(Pattern.compile("Anna Adler\\s+34\\s.*"));
    Browser.picture(page, "#" + SalesFloor.REPORT, "account-report");
    dashlet(SalesFloor.REPORT).locator("tbody a").first().click();
    assertThat(page.locator("h1")).hasText("Anna Adler");
  }

  @ParameterizedTest
  @CsvSource({
    "en_us, Form submitted, Last activity, Recent activity, Link clicked (2)",
    "de_DE, Formular abgesendet, Letzte Aktivität, Neueste Aktivitäten, Link angeklickt (2)",
    "ja_JP, フォームの送信, 最後のアクティビティ, 最近のアクティビティ, リンクのクリック (2)"
  })
  void all_texts_are_in_the_language_of_the_user(
      String language, String form, String last, String recent, String clicks) {
    Look look = Look.DESKTOP.in(language);
    page = floor.open(look, SalesFloor.PERSONS, "Leads", "anna");
    assertThat(lines(SalesFloor.HISTORY).first()).containsText(form);
    assertThat(page.locator("main")).containsText(clicks);
    assertThat(page.locator("body").innerText()).doesNotContain("LBL_", "undefined");
    Browser.picture(page, null, "person-" + language);
    assertThat(Browser.barriers(page)).isEmpty();

    page = floor.open(look, SalesFloor.PROSPECTS, "Home", null);
    assertThat(page.locator("thead")).containsText(last);
    Browser.picture(page, null, "home-" + language);
    page = floor.open(look, SalesFloor.REPORT, "Accounts", SalesFloor.COMPANY);
    assertThat(page.locator("h5").last()).hasText(recent);
    assertThat(page.locator("body").innerText()).doesNotContain("LBL_", "undefined");
    Browser.picture(page, null, "company-" + language);
  }

  @Test
  void everything_has_its_place_on_a_phone() {
    for (String[] of :
        new String[][] {
          {SalesFloor.PERSONS, "Leads", "anna"},
          {SalesFloor.PROSPECTS, "Home", null},
          {SalesFloor.REPORT, "Accounts", SalesFloor.COMPANY}
        }) {
      page = floor.open(Look.DESKTOP.onPhone(), of[0], of[1], of[2]);
      assertThat(page.locator("time").first()).isVisible();
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
      assertThat(Browser.barriers(page)).isEmpty();
      Browser.picture(page, null, "phone-" + of[1]);
    }
  }

  @Test
  void the_older_libraries_that_sugar_brings_along_show_the_same() {
    Look look = Look.DESKTOP.withLibrariesOfSugar();
    page = floor.open(look, SalesFloor.PERSONS, "Leads", "anna");
    assertThat((String) page.evaluate("Backbone.VERSION + ' ' + _.VERSION"))
        .isEqualTo("1.2.3 1.8.3");
    assertThat(lines(SalesFloor.HISTORY)).hasCount(5);
    assertThat(lines(SalesFloor.TIMELINE)).hasCount(5);
    page = floor.open(look, SalesFloor.PROSPECTS, "Home", null);
    assertThat(page.locator("tbody tr")).hasCount(4);
    page = floor.open(look, SalesFloor.REPORT, "Accounts", SalesFloor.COMPANY);
    assertThat(page.locator("tbody tr")).hasCount(6);
  }

  @Test
  void the_page_that_hands_out_the_packages_walks_through_the_steps() {
    page = floor.browser().page(390, 780);
    page.navigate(SugarPackagesTest.caramel.url() + "/packages/");

    assertThat(page.locator("h2"))
        .hasText(
            new String[] {
              "1. Download", "2. Install", "3. Connect", "4. Enable and show", "Later"
            });
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    Browser.picture(page, null, "packages");
  }

  private Locator dashlet(String name) {
    return page.locator("#" + name);
  }

  private Locator lines(String name) {
    return dashlet(name)
        .locator("li .caramel-row > div:first-child, li.caramel-row > div:first-child");
  }
}
