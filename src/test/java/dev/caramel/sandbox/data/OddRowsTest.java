package dev.caramel.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sandbox.catalog.Catalog;
import dev.caramel.sandbox.catalog.SugarField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each odd case is there, under the name by which tests speak of it. */
class OddRowsTest {

  private final Catalog catalog = Catalog.forRelease("13.0");
  private final DataSet data = DataSet.of(DataSetOptions.defaults(), catalog);

  @ParameterizedTest
  @EnumSource
  void everyOddLeadIsThereAndKeepsItsIdInALargeDataSet(OddLead lead) {
    DataSet large = DataSet.of(DataSetOptions.defaults().withLeads(1_000_000), catalog);
    assertThat(data.index("Leads", lead.id())).isNotNegative();
    assertThat(large.row("Leads", large.index("Leads", lead.id())).get("last_name"))
        .isEqualTo(row(lead).get("last_name"));
  }

  @Test
  void anAddressThatIsNotTheFirstIsPrimaryAndOnePersonHasNoPrimaryAtAll() {
    assertThat(addresses(OddLead.PRIMARY_NOT_FIRST))
        .extracting(Address::primary)
        .containsExactly(false, true);
    assertThat(addresses(OddLead.NO_PRIMARY)).hasSize(2).noneMatch(Address::primary);
    assertThat(addresses(OddLead.NO_EMAIL)).isEmpty();
  }

  @Test
  void anAddressIsOneRowForAllWhoShareIt() {
    String shared = addresses(OddLead.SHARED_ADDRESS).get(0).addressId();
    assertThat(addresses(OddLead.SHARED_ADDRESS_TOO).get(0).addressId()).isEqualTo(shared);
    assertThat(data.holders(addresses(OddLead.SHARED_WITH_CONTACT).get(0).addressId()))
        .containsExactly(
            new Member("Leads", OddLead.SHARED_WITH_CONTACT.id()),
            new Member("Contacts", OddContact.SHARES_A_LEADS_ADDRESS.id()));
    assertThat(addresses(OddLead.DUPLICATE_TOO)).isEqualTo(addresses(OddLead.DUPLICATE));
  }

  @Test
  void optOutAndInvalidBelongToTheAddress() {
    assertThat(primary(OddLead.OPTED_OUT).optOut()).isTrue();
    assertThat(primary(OddLead.OPTED_OUT).invalid()).isFalse();
    assertThat(primary(OddLead.INVALID_EMAIL).invalid()).isTrue();
    assertThat(primary(OddLead.SECOND_ADDRESS_OPTED_OUT).optOut()).isFalse();
    assertThat(data.holders(primary(OddLead.OPTED_OUT).id()).stream().map(Member::module).toList())
        .containsExactly("Leads", "Prospects");
  }

  @Test
  void aConvertedLeadPointsAtItsContactAndATargetAtItsLead() {
    Map<String, Object> lead = row(OddLead.CONVERTED);
    assertThat(lead)
        .containsEntry("converted", true)
        .containsEntry("status", "Converted")
        .containsEntry("contact_id", OddContact.CONVERTED_FROM_A_LEAD.id());
    int contact = data.index("Contacts", OddContact.CONVERTED_FROM_A_LEAD.id());
    assertThat(data.row("Contacts", contact).get("account_id")).isEqualTo(lead.get("account_id"));
    assertThat(data.index("Accounts", lead.get("account_id").toString())).isNotNegative();
    assertThat(
            data.index(
                "Contacts", row(OddLead.CONVERTED_CONTACT_GONE).get("contact_id").toString()))
        .isEqualTo(-1);
    int target = data.index("Prospects", OddProspect.CONVERTED_TO_A_LEAD.id());
    assertThat(data.row("Prospects", target)).containsEntry("lead_id", OddLead.FROM_A_TARGET.id());
  }

  @Test
  void convertedLeadsAmongTheDrawnOnesAreTheSamePersonAsTheirContact() {
    DataSet large = DataSet.of(new DataSetOptions(3, 500, 500, 500, Instant.EPOCH, false), catalog);
    int converted = 0;
    for (int i = OddLead.values().length; i < large.size("Leads"); i++) {
      Map<String, Object> lead = large.row("Leads", i);
      if (Boolean.TRUE.equals(lead.get("converted"))) {
        int contact = large.index("Contacts", lead.get("contact_id").toString());
        assertThat(large.row("Contacts", contact).get("last_name"))
            .isEqualTo(lead.get("last_name"));
        converted++;
      }
    }
    assertThat(converted).isGreaterThan(10);
  }

  @Test
  void nullStandsNextToEmptyNextToBlank() {
    assertThat(row(OddLead.NULLS).keySet())
        .allMatch(
            field ->
                field.endsWith("_id")
                    || field.startsWith("date_")
                    || List.of("id", "deleted", "created_by").contains(field));
    assertThat(row(OddLead.EMPTY_STRINGS))
        .containsEntry("first_name", "")
        .containsEntry("title", "");
    assertThat(row(OddLead.EMPTY_STRINGS).get("employees_c")).isNull();
    assertThat(row(OddLead.BLANKS)).containsEntry("first_name", "   ");
    assertThat(row(OddLead.ONLY_LAST_NAME).get("first_name")).isNull();
    assertThat(row(OddLead.NO_LAST_NAME).get("last_name")).isNull();
  }

  @Test
  void anIntFieldMayHoldText() {
    assertThat(row(OddLead.TEXT_IN_INT)).containsEntry("mkto_lead_score", "not-a-numb");
    assertThat(row(OddLead.ZEROES)).containsEntry("employees_c", 0L);
  }

  @Test
  void textComesInManyScriptsAndForms() {
    assertThat(text(OddLead.HTML_ENTITIES, "account_name")).contains("&amp;");
    assertThat(text(OddLead.EMOJI, "last_name")).contains("👩‍🚀");
    assertThat(text(OddLead.VERY_LONG_TEXT, "description")).hasSizeGreaterThan(200_000);
    assertThat(text(OddLead.QUOTES, "last_name")).isEqualTo("O'Brien");
    assertThat(text(OddLead.LINE_BREAKS, "description")).contains("\r\n", "\t");
    assertThat(text(OddLead.JAPANESE, "first_name").codePointAt(0)).isGreaterThan(0xFFFF);
    assertThat(text(OddLead.DECOMPOSED, "last_name")).isNotEqualTo("Núñez");
    assertThat(text(OddLead.FULL_LENGTH, "last_name")).hasSize(100);
  }

  @Test
  void oneLeadHasAValueInEveryCustomField() {
    assertThat(row(OddLead.EVERY_CUSTOM_FIELD).keySet())
        .containsAll(
            catalog.module("Leads").fields().values().stream()
                .filter(field -> "custom_fields".equals(field.source()))
                .map(SugarField::name)
                .toList());
  }

  @Test
  void keysMayBeInNoListAndAMultienumMayHoldAnEmptyText() {
    assertThat(catalog.dropdown("lead_status_dom"))
        .doesNotContainKey(text(OddLead.UNKNOWN_KEYS, "status"));
    assertThat(row(OddLead.EMPTY_MULTIENUM_ENTRY).get("newsletter_topics_c"))
        .isEqualTo(List.of(""));
  }

  @Test
  void threeLeadsAreOfOneSecondAndOneIsTheNewest() {
    assertThat(modified(OddLead.SAME_SECOND_FIRST))
        .isEqualTo(modified(OddLead.SAME_SECOND_MIDDLE))
        .isEqualTo(modified(OddLead.SAME_SECOND_LAST));
    assertThat(modified(OddLead.NEWEST)).isEqualTo(DataSetOptions.defaults().newest());
    assertThat(modified(OddLead.OLD_DATES)).isBefore(Instant.parse("2000-01-01T00:00:00Z"));
  }

  @Test
  void ownersMayBeInactiveUnknownOrMissing() {
    int inactive = data.index("Users", text(OddLead.OWNER_INACTIVE, "assigned_user_id"));
    assertThat(data.row("Users", inactive)).containsEntry("status", "Inactive");
    assertThat(data.index("Users", text(OddLead.OWNER_UNKNOWN, "assigned_user_id"))).isEqualTo(-1);
    assertThat(row(OddLead.NO_OWNER).get("assigned_user_id")).isNull();
    assertThat(data.teams("Leads", index(OddLead.EAST_ONLY))).containsExactly("East");
    assertThat(data.teams("Leads", index(OddLead.MANY_TEAMS))).containsExactly("East", "1", "West");
  }

  @Test
  void theDatabaseSortsTheUnderscoreAfterLettersWhereJavaDoesNot() {
    assertThat(index(OddLead.ID_LETTER_FOR_UNDERSCORE)).isLessThan(index(OddLead.ID_UNDERSCORE));
    assertThat(OddLead.ID_LETTER_FOR_UNDERSCORE.id()).isGreaterThan(OddLead.ID_UNDERSCORE.id());
    assertThat(data.index("Leads", "EAST")).isEqualTo(index(OddLead.ID_WORD));
  }

  private int index(OddLead lead) {
    return data.index("Leads", lead.id());
  }

  private Map<String, Object> row(OddLead lead) {
    return data.row("Leads", index(lead));
  }

  private String text(OddLead lead, String field) {
    return row(lead).get(field).toString();
  }

  private Instant modified(OddLead lead) {
    return data.dateModified("Leads", index(lead));
  }

  private List<Address> addresses(OddLead lead) {
    return data.addresses("Leads", index(lead));
  }

  private AddressRow primary(OddLead lead) {
    Address primary = addresses(lead).stream().filter(Address::primary).findFirst().orElseThrow();
    return data.address(primary.addressId());
  }
}
