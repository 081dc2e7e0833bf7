package dev.caramel.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.caramel.sandbox.catalog.Catalog;
import dev.caramel.sandbox.catalog.SugarField;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every data set, whatever its size. */
class DataSetTest {

  private static final DataSetOptions SMALL = DataSetOptions.defaults();
  private static final DataSetOptions LARGER =
      SMALL.withLeads(3000).withContacts(2000).withProspects(1000);
  private static final DataSetOptions LARGEST =
      SMALL.withLeads(1_000_000).withContacts(1_000_000).withProspects(1_000_000);

  private final Catalog catalog = Catalog.forRelease("13.0");
  private final DataSet larger = DataSet.of(LARGER, catalog);

  @Test
  void theSameOptionsGiveTheSameRows() {
    DataSet again = DataSet.of(LARGER, catalog);
    for (String module : larger.modules()) {
      for (int i = 0; i < larger.size(module); i += 7) {
        assertThat(again.row(module, i)).as(module + i).isEqualTo(larger.row(module, i));
        assertThat(again.addresses(module, i)).isEqualTo(larger.addresses(module, i));
      }
    }
  }

  @Test
  void anotherSeedGivesOtherPeople() {
    DataSet other = DataSet.of(LARGER.withSeed(2), catalog);
    assertThat(IntStream.range(100, 200).mapToObj(i -> larger.row("Leads", i).get("last_name")))
        .isNotEqualTo(
            IntStream.range(100, 200)
                .mapToObj(i -> other.row("Leads", i).get("last_name"))
                .toList());
    assertThat(other.id("Leads", 100)).isNotEqualTo(larger.id("Leads", 100));
  }

  @Test
  void theNumbersOfTheRowsFollowTheOrderOfTheIds() {
    for (DataSetOptions options : List.of(SMALL, LARGER, SMALL.withLeads(5).withContacts(0))) {
      DataSet data = DataSet.of(options, catalog);
      for (String module : data.modules()) {
        List<String> ids =
            IntStream.range(0, data.size(module)).mapToObj(i -> data.id(module, i)).toList();
        assertThat(ids).as(module).isSortedAccordingTo(Collation.IDS).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void everyIdLeadsBackToItsRowWhateverItsCase() {
    for (String module : larger.modules()) {
      for (int i = 0; i < larger.size(module); i++) {
        String id = larger.id(module, i);
        assertThat(id).hasSizeBetween(1, 36);
        assertThat(larger.index(module, id)).isEqualTo(i);
        assertThat(larger.index(module, AddressBook.caps(id))).isEqualTo(i);
      }
    }
    assertThat(larger.index("Leads", "nobody")).isEqualTo(-1);
    assertThat(larger.index("Leads", "593db44a-30cf-11f0-8746-4f8477825d38")).isEqualTo(-1);
    assertThat(larger.index("Opportunities", "1")).isEqualTo(-1);
  }

  @Test
  void aMillionRowsOfEachModuleAreOrderedAndFoundAgain() {
    DataSet data = DataSet.of(LARGEST, catalog);
    for (String module : List.of("Leads", "Contacts", "Prospects", "EmailAddresses")) {
      int size = data.size(module);
      assertThat(size).isGreaterThanOrEqualTo(1_000_000);
      for (int i = 0; i + 1 < size; i += 997) {
        String id = data.id(module, i);
        assertThat(Collation.IDS.compare(id, data.id(module, i + 1))).isNegative();
        assertThat(data.index(module, id)).isEqualTo(i);
      }
    }
  }

  @Test
  void datesHaveWholeSecondsAndNoneIsLaterThanTheNewest() {
    for (String module : larger.modules()) {
      for (int i = 0; i < larger.size(module); i++) {
        Instant modified = larger.dateModified(module, i);
        assertThat(modified.getNano()).isZero();
        assertThat(modified).isBeforeOrEqualTo(LARGER.newest());
        assertThat(larger.row(module, i).get("date_modified")).isEqualTo(modified);
      }
    }
  }

  @Test
  void peopleWereEnteredBeforeTheyWereModified() {
    for (int i = 0; i < larger.size("Leads"); i++) {
      Map<String, Object> row = larger.row("Leads", i);
      assertThat((Instant) row.get("date_entered"))
          .isBeforeOrEqualTo((Instant) row.get("date_modified"));
    }
  }

  @Test
  void rowsAreGivenInTheOrderOfDateModifiedAndId() {
    Instant before = Instant.EPOCH;
    int last = -1;
    Set<Integer> seen = new HashSet<>();
    for (int rank = 0; rank < larger.size("Leads"); rank++) {
      int index = larger.indexByDateModified("Leads", rank);
      Instant modified = larger.dateModified("Leads", index);
      assertThat(modified).isAfterOrEqualTo(before);
      assertThat(modified.equals(before) && index < last).isFalse();
      before = modified;
      last = index;
      seen.add(index);
    }
    assertThat(seen).hasSize(larger.size("Leads"));
  }

  @Test
  void manyRowsShareOneSecondOnRequest() {
    assertThat(largestSecond(larger)).isGreaterThan(800);
    assertThat(largestSecond(DataSet.of(LARGER.withSameSecondBlock(false), catalog)))
        .isLessThan(10);
  }

  @Test
  void valuesAreOfTheTypeThatTheFieldAsksFor() {
    for (String module : larger.modules()) {
      for (int i = 0; i < larger.size(module); i++) {
        larger
            .row(module, i)
            .forEach((field, value) -> assertType(catalog.module(module).field(field), value));
      }
    }
  }

  @Test
  void aRowHoldsOnlyStoredFieldsOfTheRelease() {
    DataSet old = DataSet.of(LARGER, Catalog.forRelease("8.0"));
    assertThat(larger.row("Leads", 500)).containsKey("entry_source");
    assertThat(old.row("Leads", 500)).doesNotContainKey("entry_source");
    assertThat(larger.row("Leads", 500)).doesNotContainKeys("name", "full_name", "email");
  }

  @Test
  void addressesLeadToTheirRowsAndBack() {
    for (String module : List.of("Leads", "Contacts", "Prospects", "Accounts", "Users")) {
      for (int i = 0; i < larger.size(module); i++) {
        for (Address address : larger.addresses(module, i)) {
          AddressRow row = larger.address(address.addressId());
          assertThat(row.address()).isEqualTo(address.address());
          assertThat(larger.addressByText(row.caps())).isEqualTo(row);
          assertThat(larger.holders(row.id())).contains(new Member(module, larger.id(module, i)));
        }
      }
    }
    assertThat(larger.addressByText("nobody@nowhere.example")).isNull();
    assertThat(larger.addressByText("no address")).isNull();
    assertThat(larger.address("no id")).isNull();
    assertThat(larger.holders("no id")).isEmpty();
  }

  @Test
  void everyHolderOfAnAddressHasIt() {
    int shared = 0;
    for (int i = 0; i < larger.size("EmailAddresses"); i++) {
      String id = larger.id("EmailAddresses", i);
      List<Member> holders = larger.holders(id);
      shared += holders.size() > 1 ? 1 : 0;
      for (Member holder : holders) {
        int index = larger.index(holder.module(), holder.id());
        assertThat(larger.addresses(holder.module(), index))
            .extracting(Address::addressId)
            .contains(id);
      }
    }
    assertThat(shared).isGreaterThan(100);
  }

  @Test
  void addressesAreNoAddressesOfRealPeople() {
    for (int i = 0; i < larger.size("EmailAddresses"); i++) {
      assertThat(larger.row("EmailAddresses", i).get("email_address_caps").toString())
          .matches("[^@\\s]+@[^@\\s]+\\.EXAMPLE");
    }
  }

  @Test
  void everyRowHasATeamThatExists() {
    for (String module : List.of("Leads", "Contacts", "Prospects", "Accounts", "ProspectLists")) {
      for (int i = 0; i < larger.size(module); i++) {
        assertThat(larger.teams(module, i))
            .isNotEmpty()
            .allMatch(team -> larger.index("Teams", team) >= 0);
      }
    }
  }

  @Test
  void targetListsMixModulesAndKnowTheirMembers() {
    String show = larger.id("ProspectLists", 0);
    assertThat(larger.row("ProspectLists", 0)).containsEntry("name", "Trade Show 2026");
    List<Member> members = larger.targetListMembers(show);
    assertThat(members)
        .extracting(Member::module)
        .contains("Leads", "Contacts", "Prospects")
        .hasSizeBetween(1000, 6000);
    for (Member member : members) {
      assertThat(larger.index(member.module(), member.id())).isNotNegative();
      assertThat(larger.targetListsOf(member.module(), member.id())).contains(show);
    }
    assertThat(new HashSet<>(members)).hasSameSizeAs(members);
    assertThat(larger.targetListMembers("unknown")).isEmpty();
  }

  @Test
  void thereIsAnEmptyTargetListAndAListOfEachKindThatSuppresses() {
    List<String> types = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < larger.size("ProspectLists"); i++) {
      types.add(String.valueOf(larger.row("ProspectLists", i).get("list_type")));
      sizes.add(larger.targetListMembers(larger.id("ProspectLists", i)).size());
    }
    assertThat(types).contains("default", "exempt", "exempt_domain", "test");
    assertThat(sizes).contains(0);
  }

  @Test
  void noModuleHoldsMoreThanAMillionRows() {
    assertThatIllegalArgumentException().isThrownBy(() -> SMALL.withLeads(1_000_001));
    assertThatIllegalArgumentException().isThrownBy(() -> SMALL.withContacts(-1));
  }

  private static long largestSecond(DataSet data) {
    return IntStream.range(0, data.size("Leads"))
        .mapToObj(i -> data.dateModified("Leads", i))
        .collect(
            java.util.stream.Collectors.groupingBy(
                modified -> modified, java.util.stream.Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElseThrow();
  }

  private static void assertType(SugarField field, Object value) {
    Class<?> type =
        switch (field.type()) {
          case "bool" -> Boolean.class;
          case "int" -> value instanceof String ? String.class : Long.class;
          case "decimal", "currency" -> BigDecimal.class;
          case "float" -> Double.class;
          case "datetime", "datetimecombo" -> Instant.class;
          case "multienum" -> List.class;
          default -> String.class;
        };
    assertThat(value).as(field.name()).isInstanceOf(type);
    if (field.type().equals("date")) {
      assertThat(value.toString()).matches("\\d{4}-\\d\\d-\\d\\d");
    }
    if (field.len() != null && value instanceof String text) {
      assertThat(text.length()).as(field.name() + " " + text).isLessThanOrEqualTo(field.len());
    }
  }
}
