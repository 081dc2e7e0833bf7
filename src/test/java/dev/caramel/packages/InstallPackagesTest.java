package dev.caramel.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packages, installed, upgraded and uninstalled; their PHP really runs. */
@Tool.Needs(Tool.PHP)
class InstallPackagesTest {
  private static final String CONNECTOR =
      "custom/modules/Connectors/connectors/sources/ext/rest/caramel/";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "url", "https://caramel.example.com",
          "api_key", "key-of-all",
          "teams", "1",
          "team1_name", "West",
          "team1_url", "https://west.example.com",
          "team1_key", "key-of-west");

  private SugarInstance sugar;

  @AfterEach
  void nothingWasWrongInPhp() {
    assertThat(sugar.complaints()).isEmpty();
    sugar.close();
  }

  @Test
  void an_installed_package_brings_what_an_administrator_looks_for() throws Exception {
    running("14.0.0");

    assertThat(sugar.install(SugarZip.built(SugarZip.PLATFORM))).isEqualTo("done");
    assertThat(sugar.install(SugarZip.built(SugarZip.INTEGRATOR))).isEqualTo("done");

    assertThat(texts(sugar.get(SugarInstance.ADMIN, "/administration/platforms")))
        .contains("base", "caramel", "caramel-check");
    JsonNode connector = sugar.get(SugarInstance.ADMIN, "/administration/connector");
    assertThat(connector.path("boxes").findValuesAsText("label"))
        .containsExactly(
            "URL (Global)", "API Key (Global)", "Number of Additional Teams (0 to 20)");
    assertThat(connector.path("testable").asBoolean()).isTrue();
    assertThat(texts(connector.path("modules")))
        .containsExactly("Accounts", "Contacts", "Leads", "Prospects");
    assertThat(sugar.get(SugarInstance.ADMIN, "/rest/v11_20/metadata").path("views").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "caramel-activity-history",
            "caramel-marketing-timeline",
            "caramel-hot-prospects",
            "caramel-account-report");
  }

  @ParameterizedTest
  @CsvSource({"en_us, Lead Score", "de_DE, Lead-Punkte", "ja_JP, リードスコア"})
  void leads_contacts_and_targets_have_a_lead_score(String language, String label)
      throws Exception {
    running("14.0.0");
    sugar.install(SugarZip.built(SugarZip.INTEGRATOR));

    JsonNode fields = sugar.get(SugarInstance.ADMIN, "/administration/fields?lang=" + language);

    assertThat(fields.findValuesAsText("module"))
        .containsExactlyInAnyOrder("Leads", "Contacts", "Prospects");
    assertThat(fields.findValuesAsText("name")).containsOnly("caramel_lead_score_c");
    assertThat(fields.findValuesAsText("label")).containsOnly(label);
  }

  @Test
  void three_boxes_appear_for_each_additional_team() throws Exception {
    running("14.0.0");
    sugar.install(SugarZip.built(SugarZip.INTEGRATOR));

    JsonNode saved =
        sugar.post(
            "/administration/connector",
            Map.of("url", " https://caramel.example.com/ ", "api_key", "k", "teams", "2"));

    assertThat(saved.path("boxes").findValuesAsText("label"))
        .containsExactly(
            "URL (Global)",
            "API Key (Global)",
            "Number of Additional Teams (0 to 20)",
            "Team 1: Name",
            "Team 1: URL",
            "Team 1: API Key",
            "Team 2: Name",
            "Team 2: URL",
            "Team 2: API Key");
    assertThat(
            sugar
                .post("/administration/connector", Map.of("teams", "999"))
                .path("boxes")
                .findValuesAsText("name"))
        .hasSize(3 + 3 * 20);
  }

  @Test
  void uninstalling_takes_everything_away_but_the_scores() {
    sugar = SugarInstance.folderOf("14.0.0");
    sugar.put("custom/clients/base/api/OtherApi.php", "<?php // another package's\n");
    sugar.put("custom/include/caramel/CaramelCall.php", "<?php // was here before\n");
    Map<String, String> before = sugar.customFiles();
    sugar.install(SugarZip.built(SugarZip.PLATFORM));
    sugar.install(SugarZip.built(SugarZip.INTEGRATOR));
    score(42);

    sugar.uninstall("caramel-platform", false);
    assertThat(sugar.uninstall("caramel-integrator", false)).isEqualTo("done");

    assertThat(sugar.customFiles()).isEqualTo(before);
    assertThat(scoreOfLead().asInt()).isEqualTo(42);
  }

  @Test
  void uninstalling_takes_the_scores_too_if_the_administrator_says_so() {
    sugar = SugarInstance.folderOf("14.0.0");
    sugar.install(SugarZip.built(SugarZip.INTEGRATOR));
    score(42);

    sugar.uninstall("caramel-integrator", true);

    assertThat(sugar.data().path("custom_fields")).isEmpty();
    assertThat(sugar.customFiles()).isEmpty();
  }

  @Test
  void an_upgrade_keeps_what_was_entered_and_leaves_nothing_old() {
    sugar = SugarInstance.folderOf("14.0.0");
    sugar.install(older(SugarZip.built(SugarZip.INTEGRATOR)));
    enterSettings();
    score(42);

    assertThat(sugar.install(SugarZip.built(SugarZip.INTEGRATOR))).isEqualTo("done");

    assertThat(sugar.customFiles().get(CONNECTOR + "config.php"))
        .contains("https://caramel.example.com", "key-of-all", "key-of-west");
    assertThat(sugar.customFiles().values()).noneMatch(text -> text.contains("of version 0.0.9"));
    assertThat(scoreOfLead().asInt()).isEqualTo(42);
    sugar.uninstall("caramel-integrator", true);
    assertThat(sugar.customFiles()).isEmpty();
  }

  @Test
  void the_build_for_old_releases_gives_way_to_that_of_today() {
    sugar = SugarInstance.folderOf("10.3.0");
    assertThat(sugar.install(SugarZip.built(SugarZip.INTEGRATOR_8_TO_10))).isEqualTo("done");
    enterSettings();
    sugar.change(all -> all.put("release", "11.0.0"));

    assertThat(sugar.install(SugarZip.built(SugarZip.INTEGRATOR))).isEqualTo("done");

    assertThat(sugar.customFiles().get(CONNECTOR + "config.php")).contains("key-of-west");
    assertThat(sugar.customFiles().values()).noneMatch(text -> text.contains("curl_"));
  }

  @Test
  void a_package_is_refused_by_a_release_that_it_is_not_for() {
    sugar = SugarInstance.folderOf("10.3.0");
    assertThat(sugar.install(SugarZip.built(SugarZip.INTEGRATOR)))
        .contains("not for this version of Sugar");
    sugar.change(all -> all.put("release", "11.0.0"));
    assertThat(sugar.install(SugarZip.built(SugarZip.INTEGRATOR_8_TO_10)))
        .contains("not for this version of Sugar");
    assertThat(sugar.customFiles()).isEmpty();
  }

  @Test
  void a_zip_that_macos_packed_again_installs_the_same_files() {
    SugarZip built = SugarZip.built(SugarZip.INTEGRATOR);
    sugar = SugarInstance.folderOf("14.0.0");
    sugar.install(built);
    List<String> expected = new ArrayList<>(sugar.customFiles().keySet());
    sugar.uninstall("caramel-integrator", true);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("files/.DS_Store", "Bud1");
    files.putAll(built.files());
    files.put("__MACOSX/._manifest.php", "Mac OS X");
    files.put("__MACOSX/files/api/._CaramelApi.php", "Mac OS X");

    assertThat(sugar.install(SugarZip.of(files))).isEqualTo("done");

    assertThat(sugar.customFiles().keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void a_zip_of_the_folder_instead_of_its_files_is_refused() {
    sugar = SugarInstance.folderOf("14.0.0");
    Map<String, String> files = new LinkedHashMap<>();
    SugarZip.built(SugarZip.INTEGRATOR)
        .files()
        .forEach((path, text) -> files.put("caramel-integrator/" + path, text));

    assertThat(sugar.install(SugarZip.of(files))).contains("does not contain a manifest");
  }

  private void running(String release) throws Exception {
    sugar = SugarInstance.ofRelease(release);
    sugar.beforeAll(null);
  }

  /** The package as an older version of it might have been. */
  private static SugarZip older(SugarZip zip) {
    Map<String, String> files = new LinkedHashMap<>(zip.files());
    files.replaceAll(
        (path, text) ->
            path.equals("manifest.php")
                ? text.replaceFirst("'version' => '[^']+'", "'version' => '0.0.9'")
                : path.endsWith(".php") ? text + "\n// of version 0.0.9\n" : text);
    return SugarZip.of(files);
  }

  private void enterSettings() {
    StringBuilder php = new StringBuilder("<?php\n$config = array('properties' => array(");
    SETTINGS.forEach((name, value) -> php.append("'" + name + "' => '" + value + "',"));
    sugar.put(CONNECTOR + "config.php", php.append("));\n").toString());
  }

  private void score(int score) {
    sugar.change(
        all ->
            all.withObject("/custom_fields/Leadscaramel_lead_score_c/values")
                .put("some-lead", score));
  }

  private JsonNode scoreOfLead() {
    return sugar.data().at("/custom_fields/Leadscaramel_lead_score_c/values/some-lead");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
