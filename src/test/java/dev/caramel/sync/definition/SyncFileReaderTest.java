package dev.caramel.sync.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.ListSync.Column;
import dev.caramel.sync.ListSync.FullPull;
import dev.caramel.sync.ListSync.Sweep;
import dev.caramel.sync.Mistake;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncFileReaderTest {
  private static final RouteFileReader ROUTES = new RouteFileReader(Clock.systemUTC());
  private final SyncFileReader reader = new SyncFileReader(ROUTES);

  private SyncFile read(String text) {
    return reader.read("syncs/all-leads.camel.yaml", text);
  }

  private SyncFile readChanged(String from, String to) {
    assertThat(SyncTexts.LEADS).contains(from);
    return read(SyncTexts.LEADS.replace(from, to));
  }

  private static Mistake mistake(int line, String message) {
    return new Mistake(line, message);
  }

  @Test
  void readsADefinitionWithItsDefaults() {
    SyncFile file = read(SyncTexts.LEADS);

    assertThat(file.mistakes()).isEmpty();
    ListSync sync = file.definition();
    assertThat(sync.id()).isEqualTo("all-leads");
    assertThat(sync.list()).isEqualTo("All Leads");
    assertThat(sync.columns())
        .containsExactly(
            new Column("Email", "email"),
            new Column("First Name", "first_name"),
            new Column("Last Name", "last_name"),
            new Column("Lead Score", "caramel_lead_score_c"));
    assertThat(sync.pull().add()).isTrue();
    assertThat(sync.pull().update()).containsExactly("Email", "First Name", "Last Name");
    assertThat(sync.push().update()).containsExactly("Lead Score");
    assertThat(sync.push().add()).isFalse();
    assertThat(sync.onlyPushed("Lead Score")).isTrue();
    assertThat(sync.filter()).isNull();
    assertThat(sync.sweep()).isEqualTo(Sweep.DAILY);
    assertThat(sync.fullPull()).isEqualTo(FullPull.WEEKLY);
    assertThat(sync.removalLimit()).isEqualTo(20);
  }

  @Test
  void leftOutPropertiesHaveTheirDefaults() {
    SyncFile file = reader.read("syncs/on-demand.camel.yaml", SyncTexts.onDemand("on-demand"));

    assertThat(file.mistakes()).isEmpty();
    ListSync sync = file.definition();
    assertThat(sync.account()).isEqualTo("default");
    assertThat(sync.push()).isNull();
    assertThat(sync.sweep()).isEqualTo(Sweep.DAILY);
    assertThat(sync.fullPull()).isEqualTo(FullPull.WEEKLY);
    assertThat(sync.removalLimit()).isEqualTo(20);
    assertThat(sync.pushBlanks()).isFalse();
    assertThat(sync.excludeConverted()).isFalse();
  }

  @Test
  void columnsKeepTheirExactNamesAndOrder() {
    SyncFile file =
        readChanged(
            "          First Name: first_name\n",
            """
                      Fax [old]: phone_fax
                      E-mail: email2
                      No. of Employees: employees_c
                      "Über: alles": uber_c
                      First Name: first_name
            """);

    assertThat(file.mistakes()).isEmpty();
    assertThat(file.definition().columns())
        .extracting(Column::name)
        .containsExactly(
            "Email",
            "Fax [old]",
            "E-mail",
            "No. of Employees",
            "Über: alles",
            "First Name",
            "Last Name",
            "Lead Score");
  }

  @Test
  void theTextForCamelKeepsItsLinesAndLosesTheDefinition() {
    String rest = read(SyncTexts.LEADS).file().text();

    assertThat(rest.lines().count()).isEqualTo(SyncTexts.LEADS.lines().count());
    assertThat(rest.lines().skip(21))
        .containsExactlyElementsOf(SyncTexts.LEADS.lines().skip(21).toList());
    assertThat(rest.lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line.strip()).isEqualTo("- beans: []"));
    assertThat(rest).doesNotContain("ListSync");
  }

  @Test
  void otherBeansOfTheFileStayForCamel() {
    SyncFile file =
        readChanged(
            "- route:",
            """
                - name: my-bean
                  type: java.util.ArrayList
            - route:""");

    assertThat(file.mistakes()).isEmpty();
    assertThat(file.file().text()).contains("- name: my-bean").doesNotContain("ListSync");
  }

  @Test
  void allMistakesOfAFileAreToldAtOnceByLine() {
    SyncFile file =
        read(
            SyncTexts.LEADS
                .replace("module: Leads", "modul: Leads")
                .replace("add: true", "add: maybe")
                .replace("daily", "hourly"));

    assertThat(file.mistakes())
        .containsExactly(
            mistake(5, "The property 'module' is missing: name Sugar's module, such as Leads."),
            mistake(7, "A sync has no property 'modul'. Did you mean 'module'?"),
            mistake(14, "'add' is 'maybe': it may be true or false."),
            mistake(20, "'sweep' is 'hourly': it may be each-run, daily, never."));
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThat(
            readChanged("          First Name: first_name\n", "          Email: first_name\n")
                .mistakes())
        .contains(mistake(10, "'Email' stands here twice, first in line 9: keep one of them."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conflict: sugar | 20 | 'conflict' is read column by column: write '<column>: sugar', 'list' or 'newest' in a line of its own.
          conflict: {Frist Name: sugar} | 20 | 'conflict' names 'Frist Name', which is no column of this list. Did you mean 'First Name'?
          conflict: {First Name: me} | 20 | 'First Name' is 'me': it may be sugar, list, newest.
          filter: '{"a":1}' | 20 | 'filter' is no JSON array: Sugar takes conditions in brackets, such as [{"status":{"$equals":"New"}}].
          transform: clean | 20 | 'transform' is 'clean': it names a route that begins with 'direct:', such as direct:clean-phone-numbers.
          pushBlanks: perhaps | 20 | 'pushBlanks' is 'perhaps': it may be true or false.
          team: | 20 | 'team' is empty: give it a text, or leave it out.
          """)
  void wrongPropertiesAreToldWithWhatWouldBeRight(String property, int line, String message) {
    assertThat(
            readChanged(
                    "        sweep:",
                    "        "
                        + property.replaceAll("^filter: '?(.*?)'?$", "filter: '$1'")
                        + "\n        sweep:")
                .mistakes())
        .containsExactly(mistake(line, message));
  }

  @Test
  void aFilterThatIsNoJsonIsToldWithTheLineOfTheFault() {
    SyncFile file =
        readChanged(
            "        sweep:",
            "        filter: |\n          [\n            {\"status\": \"New\"},\n            {\"x\" 1}\n          ]\n        sweep:");
    assertThat(file.mistakes())
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.line()).isEqualTo(23);
              assertThat(m.message()).startsWith("'filter' is no JSON: ");
            });
  }

  @Test
  void aListIsMadeOfOneSource() {
    assertThat(
            readChanged(
                    "        sweep:",
                    "        targetList: Trade Show\n        filter: '[]'\n        sweep:")
                .mistakes())
        .containsExactly(
            mistake(
                21,
                "'filter' and 'targetList' are two sources: a list is made of one of them. Keep one."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20 %", "20%", "20", "'20 %'"})
  void theRemovalLimitIsAShare(String written) {
    SyncFile file = readChanged("removalLimit: 20 %", "removalLimit: " + written);
    assertThat(file.mistakes()).isEmpty();
    assertThat(file.definition().removalLimit()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"120 %", "-1", "many", "0.2"})
  void aRemovalLimitThatIsNoShareIsRefused(String written) {
    assertThat(readChanged("removalLimit: 20 %", "removalLimit: " + written).mistakes())
        .containsExactly(
            mistake(
                19,
                "'removalLimit' is '"
                    + written
                    + "': it may be a share from 0 % to 100 %, such as 20 %."));
  }

  @Test
  void brokenYamlIsToldWithLineAndColumn() {
    SyncFile file = readChanged("          add: true", "          add: [true");
    assertThat(file.mistakes())
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.line()).isEqualTo(15);
              assertThat(m.message()).startsWith("This is no YAML (column ");
            });
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThat(read("").mistakes())
        .containsExactly(mistake(1, "The file is empty: it needs a route."));
  }

  @Test
  void aMisspelledTypeIsRecognised() {
    assertThat(readChanged("dev.caramel.sync.ListSync", "dev.caramel.ListSync").mistakes())
        .contains(
            mistake(
                2,
                "The bean's type is 'dev.caramel.ListSync'. Did you mean 'dev.caramel.sync.ListSync'?"));
  }

  @Test
  void aFileWithoutAListIsRefused() {
    assertThat(
            read("- route:\n    id: all-leads\n    from:\n      uri: direct:all-leads\n      steps: []\n")
                .mistakes())
        .containsExactly(
            mistake(
                1,
                "The file has no list: it needs a bean of the type dev.caramel.sync.ListSync under 'beans'."));
  }

  @Test
  void pushNeedsAnEmailColumnToAddMembers() {
    assertThat(
            read(SyncTexts.LEADS
                    .replace("Email: email", "Email: email_c")
                    .replace("push:\n", "push:\n          add: true\n"))
                .mistakes())
        .containsExactly(
            mistake(
                18,
                "Push adds members by their email address, but no column is mapped to the field 'email': add one, such as 'Email: email'."));
  }
}
