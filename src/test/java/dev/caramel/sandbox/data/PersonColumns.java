package dev.caramel.sandbox.data;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the fields of Leads, Contacts and Prospects are drawn. */
final class PersonColumns {

  private static final String[] USERS = {
    "seed_chris_id", "seed_sally_id", "seed_sarah_id", "seed_will_id", "seed_jim_id", "1"
  };

  private final Map<String, Column> columns = new HashMap<>();
  private final Words words;
  private int salt = 100;

  PersonColumns(Words words) {
    this.words = words;
    bookkeeping();
    person();
    addresses();
    business();
    custom();
    campaignTracking();
    laterReleases();
  }

  Map<String, Column> columns() {
    return columns;
  }

  /** The columns that every module has. */
  private void bookkeeping() {
    columns.put("id", Draw::id);
    columns.put("date_modified", draw -> Instant.ofEpochSecond(draw.dateModified()));
    columns.put(
        "date_entered",
        draw -> Instant.ofEpochSecond(draw.dateModified() - draw.of(10, 60_000_000)));
    columns.put("deleted", draw -> false);
    columns.put("created_by", draw -> draw.pick(11, USERS));
    columns.put("modified_user_id", draw -> draw.pick(12, USERS));
    columns.put("assigned_user_id", draw -> draw.pick(13, USERS));
  }

  private void person() {
    columns.put("first_name", draw -> draw.first().text());
    columns.put("last_name", draw -> draw.last().text());
    columns.put("salutation", PersonColumns::salutation);
    some("title", 700, "titles");
    some("department", 500, "departments");
    columns.put("description", this::description);
    columns.put("do_not_call", draw -> draw.chance(14, 50));
    phones("phone_work", 800);
    phones("phone_mobile", 400);
    phones("phone_home", 150);
    phones("phone_other", 50);
    phones("phone_fax", 100);
    phones("assistant_phone", 40);
    columns.put("birthdate", draw -> draw.chance(15, 250) ? date(draw, 16, -7000, 16000) : null);
    columns.put("preferred_language", draw -> draw.region().language());
    flag("portal_active", 80);
    flag("mkto_sync", 200);
    number("mkto_id", 200, 9_000_000);
    number("mkto_lead_score", 200, 120);
    columns.put("tracker_key", draw -> draw.number() + 1_000_000L);
  }

  private void addresses() {
    columns.put("primary_address_street", Draw::street);
    columns.put("primary_address_street_2", text(80, draw -> "c/o " + draw.last().text()));
    columns.put("primary_address_city", draw -> draw.city()[0]);
    columns.put("primary_address_state", draw -> draw.city()[1]);
    columns.put("primary_address_postalcode", draw -> draw.city()[2]);
    columns.put("primary_address_country", draw -> draw.region().country());
    columns.put("alt_address_street", text(100, Draw::street));
    columns.put("alt_address_city", text(100, draw -> draw.city()[0]));
    columns.put("alt_address_country", text(100, draw -> draw.region().country()));
  }

  private void business() {
    columns.put("account_name", draw -> draw.company().text());
    String[] sources = words.keys("lead_source_dom");
    // A few keys are in no list: Sugar stores what it is sent.
    columns.put("lead_source", draw -> draw.chance(17, 2) ? "Messe Köln" : draw.pick(18, sources));
    String[] status = {"", "New", "New", "New", "Assigned", "In Process", "Recycled", "Dead"};
    columns.put("status", draw -> draw.pick(19, status));
    columns.put("converted", draw -> false);
    columns.put("lead_source_description", text(60, draw -> draw.pick(20, words.of("sources"))));
    columns.put("website", text(350, draw -> "http://www." + site(draw)));
    columns.put("refered_by", text(40, draw -> draw.last().text()));
    columns.put("opportunity_amount", text(60, draw -> String.valueOf(draw.of(21, 90) * 500)));
    columns.put("twitter", text(80, draw -> "@" + draw.last().latin()));
  }

  private void custom() {
    some("region_c", 600, "regions");
    columns.put("customer_notes_c", text(100, this::description));
    // An int column that once took free text (reference 5.4).
    columns.put(
        "employees_c",
        draw ->
            draw.chance(22, 2) ? "about 50" : draw.chance(23, 600) ? draw.of(24, 5000) + 1L : null);
    columns.put("engagement_c", draw -> draw.chance(25, 300) ? draw.of(26, 10_000) / 64.0 : null);
    decimal("discount_rate_c", 300, 2, 5000);
    decimal("budget_c", 450, 6, 2_000_000_000);
    flag("vip_c", 60);
    columns.put(
        "contract_end_c", draw -> draw.chance(27, 300) ? date(draw, 28, 19_700, 2500) : null);
    columns.put("last_visit_c", draw -> draw.chance(29, 300) ? before(draw, 30) : null);
    keys("tier_c", "tier_list");
    keys("priority_c", "priority_c_list");
    keys("contact_preference_c", "contact_preference_list");
    String[] topics = words.keys("newsletter_topics_list");
    columns.put("newsletter_topics_c", draw -> topics(draw, topics));
    columns.put(
        "linkedin_profile_c",
        text(200, draw -> "https://social.example/in/" + draw.first().latin() + draw.of(31, 9999)));
    phones("direct_line_c", 250);
    columns.put("badge_no_c", text(300, draw -> "%06d".formatted(draw.of(32, 100_000))));
  }

  private void campaignTracking() {
    some("utm_source_c", 300, "sources");
    some("utm_medium_c", 300, "mediums");
    some("utm_campaign_c", 300, "campaigns");
    some("competitor_c", 100, "competitors");
    columns.put(
        "landing_page_c",
        text(200, draw -> "https://www.sugar.example/l/?a=1&b=" + draw.of(33, 99)));
    columns.put("first_touch_c", draw -> draw.chance(34, 300) ? before(draw, 35) : null);
    columns.put("fair_hall_c", text(100, draw -> draw.of(36, 11) + "." + draw.of(37, 3)));
    columns.put(
        "fair_stand_c", text(100, draw -> (char) ('A' + draw.of(38, 8)) + "0" + draw.of(39, 90)));
    flag("catalogue_sent_c", 300);
    flag("sample_sent_c", 50);
    number("survey_score_c", 150, 100);
    number("recommendation_c", 150, 11);
    number("fleet_size_c", 150, 400);
    decimal("turnover_c", 150, 2, 2_000_000_000);
    columns.put("vat_number_c", text(100, draw -> "XX" + draw.of(40, 999_999_999)));
    columns.put("legacy_number_c", text(400, draw -> "L-" + draw.of(41, 9_999_999)));
    columns.put(
        "renewal_date_c", draw -> draw.chance(42, 100) ? date(draw, 43, 20_000, 1000) : null);
  }

  private void laterReleases() {
    columns.put(
        "dp_business_purpose",
        draw -> draw.chance(44, 100) ? List.of("Business Communications") : null);
    columns.put(
        "dp_consent_last_updated",
        draw -> draw.chance(44, 100) ? date(draw, 45, 19_000, 1000) : null);
    columns.put("entry_source", draw -> draw.chance(46, 700) ? "internal" : "external");
    flag("cookie_consent", 200);
    number("market_score", 100, 100);
    columns.put("last_interaction_date", draw -> draw.chance(47, 200) ? before(draw, 48) : null);
    columns.put("hint_account_website", text(50, draw -> "https://" + site(draw)));
    columns.put("hint_account_size", text(50, draw -> draw.of(49, 50) + "00"));
  }

  private static String salutation(Draw draw) {
    int dice = draw.of(50, 20);
    if (dice < 2) {
      return dice == 0 ? "Dr." : "Prof.";
    }
    return dice < 8 ? "" : draw.female() ? "Ms." : "Mr.";
  }

  private @Nullable String description(Draw draw) {
    int dice = draw.of(51, 1000);
    if (dice < 3) {
      return "Müller &amp; Söhne &lt;Einkauf&gt; &#039;alt&#039;";
    }
    if (dice == 3) {
      return draw.pick(52, words.of("descriptions")).concat("\n").repeat(100);
    }
    return dice < 300 ? draw.pick(52, words.of("descriptions")) : draw.nothing(51);
  }

  private static List<String> topics(Draw draw, String[] topics) {
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < topics.length; i++) {
      if (draw.chance(60 + i, 180)) {
        chosen.add(topics[i]);
      }
    }
    return chosen;
  }

  private static String site(Draw draw) {
    return (draw.company().latin().isEmpty() ? "firma" : draw.company().latin()) + ".example";
  }

  /** A date of so many days after 1970-01-01 and some more. */
  private static String date(Draw draw, int salt, int firstDay, int days) {
    return LocalDate.ofEpochDay(firstDay + draw.of(salt, days)).toString();
  }

  private static Instant before(Draw draw, int salt) {
    return Instant.ofEpochSecond(draw.dateModified() - draw.of(salt, 30_000_000));
  }

  /** A text for so many of a thousand rows; the others are null or empty. */
  private Column text(int perMille, Column column) {
    int own = salt++;
    return draw -> draw.chance(own, perMille) ? column.of(draw) : draw.nothing(own);
  }

  private void some(String field, int perMille, String kind) {
    String[] choices = words.of(kind);
    int own = salt++;
    columns.put(field, text(perMille, draw -> draw.pick(own, choices)));
  }

  private void keys(String field, String dropdown) {
    String[] keys = words.keys(dropdown);
    int own = salt++;
    columns.put(field, draw -> draw.pick(own, keys));
  }

  private void phones(String field, int perMille) {
    int own = salt++;
    columns.put(field, draw -> draw.phone(own, perMille));
  }

  private void flag(String field, int perMille) {
    int own = salt++;
    columns.put(field, draw -> draw.chance(own, perMille));
  }

  private void number(String field, int perMille, int bound) {
    int own = salt;
    salt += 2;
    columns.put(
        field, draw -> draw.chance(own, perMille) ? (Object) (long) draw.of(own + 1, bound) : null);
  }

  private void decimal(String field, int perMille, int scale, int bound) {
    int own = salt;
    salt += 2;
    columns.put(
        field,
        draw ->
            draw.chance(own, perMille) ? BigDecimal.valueOf(draw.of(own + 1, bound), scale) : null);
  }
}
