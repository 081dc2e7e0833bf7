package dev.caramel.sandbox.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The catalogue against sections 7 and 8 of the reference. */
class CatalogTest {

  private final Catalog catalog = Catalog.forRelease("13.0");

  @Test
  void leadsHaveTheRecordedTypesLengthsAndLabels() {
    SugarField source = catalog.module("Leads").field("lead_source");
    assertThat(source.type()).isEqualTo("enum");
    assertThat(source.len()).isEqualTo(100);
    assertThat(source.labelKey()).isEqualTo("LBL_LEAD_SOURCE");
    assertThat(source.options()).isEqualTo("lead_source_dom");
  }

  @Test
  void leadsAreWideEnoughForWideTests() {
    assertThat(catalog.module("Leads").fields().values().stream().filter(SugarField::stored))
        .hasSizeGreaterThanOrEqualTo(120);
  }

  @Test
  void namesAndEmailOfPeopleHaveNoColumn() {
    for (String module : new String[] {"Leads", "Contacts", "Prospects"}) {
      for (String field :
          new String[] {
            "name", "full_name", "email", "email1", "assigned_user_name", "team_name"
          }) {
        assertThat(catalog.module(module).field(field).stored()).as(module + field).isFalse();
      }
    }
    assertThat(catalog.module("Contacts").field("account_name").stored()).isFalse();
    assertThat(catalog.module("Leads").field("account_name").stored()).isTrue();
  }

  @Test
  void laterFieldsComeOnlyWithTheirRelease() {
    assertThat(Catalog.forRelease("10.1").module("Leads").fields()).doesNotContainKey("sync_key");
    assertThat(Catalog.forRelease("10.2").module("Leads").fields()).containsKey("sync_key");
    assertThat(Catalog.forRelease("8.0").module("Leads").fields())
        .containsKeys("tag", "mkto_id")
        .doesNotContainKeys("hint_job_2", "market_score");
  }

  @Test
  void leadStatusHasItsKeysInTheirOrder() {
    assertThat(catalog.dropdown("lead_status_dom").keySet())
        .containsExactly("", "New", "Assigned", "In Process", "Converted", "Recycled", "Dead");
  }

  @Test
  void theCustomDropdownOfPrioritiesHasNumericKeys() {
    assertThat(catalog.dropdown("priority_c_list").keySet()).containsExactly("0", "1", "2", "3");
  }

  @Test
  void labelsKeepTheirColonAndAreTranslated() {
    ObjectNode english = catalog.language("en_us");
    assertThat(english.at("/mod_strings/Leads/LBL_LAST_NAME").asText()).isEqualTo("Last Name:");
    assertThat(english.at("/app_list_strings/moduleList/Prospects").asText()).isEqualTo("Targets");
    assertThat(catalog.language("de_DE").at("/mod_strings/Leads/LBL_LAST_NAME").asText())
        .isEqualTo("Nachname:");
    assertThat(catalog.language("es_ES").at("/app_list_strings/lead_status_dom/New").asText())
        .isEqualTo("Nuevo");
  }

  @Test
  void errorsHaveATextInTheLanguageOfTheUser() {
    assertThat(catalog.errorText("not_found.record", "en_us", "1234", "Leads"))
        .isEqualTo("Could not find record: 1234 in module: Leads");
    assertThat(catalog.errorText("invalid_grant", "es_ES")).contains("token de acceso");
    assertThat(catalog.errorStatus("edit_conflict")).isEqualTo(409);
  }

  @Test
  void aFieldIsInstalledAndRemovedInACopy() {
    SugarField score =
        SugarField.of(
            Map.of(
                "name", "caramel_lead_score_c",
                "type", "int",
                "len", 11,
                "source", "custom_fields",
                "vname", "LBL_CARAMEL_LEAD_SCORE",
                "labelValue", "Lead Score"));
    Catalog wider = catalog.withField("Leads", score);
    assertThat(wider.module("Leads").field("caramel_lead_score_c")).isEqualTo(score);
    assertThat(catalog.module("Leads").fields()).doesNotContainKey("caramel_lead_score_c");
    assertThat(wider.language("en_us").at("/mod_strings/Leads/LBL_CARAMEL_LEAD_SCORE").asText())
        .isEqualTo("Lead Score");
    assertThat(wider.withoutField("Leads", "caramel_lead_score_c").module("Leads").fields())
        .isEqualTo(catalog.module("Leads").fields());
  }

  @Test
  void aReleaseOrModuleThatIsNoneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Catalog.forRelease("next"));
    assertThatIllegalArgumentException().isThrownBy(() -> catalog.module("Contact"));
  }
}
