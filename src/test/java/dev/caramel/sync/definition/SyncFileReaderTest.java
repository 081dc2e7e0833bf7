package dev.caramel.sync.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.ListSync.Column;
import dev.caramel.sync.ListSync.Conflict;
import dev.caramel.sync.ListSync.FullPull;
import dev.caramel.sync.ListSync.Sweep;
import dev.caramel.sync.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncFileReaderTest {
  private static final RouteFileReader ROUTES = new RouteFileReader();
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
    SyncFile file =
        reader.read("syncs/on-demand.camel.yaml", SyncTexts.onDemand("on-demand"));

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
    assertThat(rest.lines().skip(21)).containsExactlyElementsOf(SyncTexts.LEADS.lines().skip(21).toList());
    assertThat(rest.lines().findFirst()).hasValueSatisfying(
        line -> assertThat(line.strip()).isEqualTo("- beans: []"));
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
    assertThat(readChanged("          First Name: first_name\n", "          Email: first_name\n").mistakes())
        .contains(mistake(10, "'Email' stands here twice, first in line 9: keep one of them."));
  }

  @Test
  void oneFieldInTwoColumnsIsRefused() {
    assertThat(readChanged("Last Name: last_name", "Last Name: first_name").mistakes())
        .containsExactly(
            mistake(
                11,
                "The field 'first_name' is mapped to two columns, 'First Name' and 'Last Name': keep one of them."),
            mistake(16, "Pull updates 'Last Name', which is no column of this list."
                + " Did you mean 'First Name'?"));
  }

  @Test
  void tooLongColumnNamesAreCountedInBytes() {
    String name = "ä".repeat(32);
    assertThat(readChanged("Lead Score: caramel", name + ": caramel").mistakes())
        .contains(
            mistake(
                12,
                "The column name '" + name + "' is 64 bytes long: it may have up to 63, because it is a column of the list's view."));
  }

  @Test
  void aColumnWithoutAFieldIsRefused() {
    assertThat(readChanged("First Name: first_name", "First Name:").mistakes())
        .containsExactly(
            mistake(
                10,
                "The column 'First Name' has no field: write 'First Name: <name of the Sugar field>'."));
  }

  @Test
  void columnsThatMembersHaveAnywayAreRefused() {
    assertThat(readChanged("First Name: first_name", "id: first_name").mistakes())
        .contains(
            mistake(
                10,
                "A column cannot be named 'id': each member has an 'id' beside its columns. Choose another name."));
  }

  @Test
  void noColumnsIsAMistake() {
    SyncFile file =
        read(SyncTexts.LEADS.replaceAll("(?m)^          (Email|First|Last|Lead).*\\n", ""));
    assertThat(file.mistakes())
        .containsExactly(
            mistake(
                8,
                "The property 'columns' is missing or empty: give each column a line, such as 'Email: email' (list column: Sugar field)."));
  }

  @Test
  void anUpdateThatNamesNoColumnIsRefused() {
    assertThat(readChanged("update: Email, First Name", "update: Emial, first_name").mistakes())
        .containsExactly(
            mistake(16, "Pull updates 'Emial', which is no column of this list. Did you mean 'Email'?"),
            mistake(
                16,
                "Pull updates 'first_name', which is no column of this list. That is the Sugar field of the column 'First Name': name the column."));
  }

  @Test
  void aColumnNameWithACommaCanBeNamedInAList() {
    SyncFile file =
        read(
            SyncTexts.LEADS
                .replace("Last Name: last_name", "\"Name, last\": last_name")
                .replace("update: Email, First Name, Last Name", "update: [Email, 'Name, last']"));
    assertThat(file.mistakes()).isEmpty();
    assertThat(file.definition().pull().update()).containsExactly("Email", "Name, last");
  }

  @Test
  void aColumnInBothDirectionsNeedsAConflictRule() {
    assertThat(readChanged("update: Lead Score", "update: Lead Score, First Name").mistakes())
        .containsExactly(
            mistake(
                17,
                "Pull and push both update 'First Name': say who wins where both sides changed it, under 'conflict', as 'First Name: sugar', 'First Name: list' or 'First Name: newest'."));
  }

  @Test
  void conflictRulesAreReadByColumn() {
    SyncFile file =
        read(
            SyncTexts.LEADS
                .replace("update: Lead Score", "update: Lead Score, First Name")
                .replace("        sweep:", "        conflict:\n          First Name: newest\n        sweep:"));
    assertThat(file.mistakes()).isEmpty();
    assertThat(file.definition().conflicts()).containsEntry("First Name", Conflict.NEWEST);
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
    assertThat(readChanged("        sweep:", "        " + property.replaceAll("^filter: '?(.*?)'?$", "filter: '$1'") + "\n        sweep:").mistakes())
        .containsExactly(mistake(line, message));
  }

  @Test
  void aFilterThatIsNoJsonIsToldWithTheLineOfTheFault() {
    SyncFile file =
        readChanged(
            "        sweep:",
            "        filter: |\n          [\n            {\"status\": \"New\"},\n            {\"x\" 1}\n          ]\n        sweep:");
    assertThat(file.mistakes()).singleElement().satisfies(
        m -> {
          assertThat(m.line()).isEqualTo(23);
          assertThat(m.message()).startsWith("'filter' is no JSON: ");
        });
  }

  @Test
  void aListIsMadeOfOneSource() {
    assertThat(readChanged("        sweep:", "        targetList: Trade Show\n        filter: '[]'\n        sweep:").mistakes())
        .containsExactly(
            mistake(21, "'filter' and 'targetList' are two sources: a list is made of one of them. Keep one."));
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
                "'removalLimit' is '" + written + "': it may be a share from 0 % to 100 %, such as 20 %."));
  }

  @Test
  void fileBeanAndRouteHaveOneName() {
    SyncFile file =
        read(SyncTexts.LEADS.replace("name: all-leads", "name: leads").replace("id: all-leads", "id: al-leads"));
    assertThat(file.mistakes())
        .containsExactly(
            mistake(2, "The bean is named 'leads', but the file 'all-leads': file, bean and route have one name. Name the bean 'all-leads', or rename the file."),
            mistake(23, "The route's id is 'al-leads', but the file's name 'all-leads': file, bean and route have one name. Write id: all-leads, or rename the file."));
  }

  @Test
  void anIdNamesAViewAndIsNotTooLong() {
    String id = "a".repeat(64);
    SyncFile file = reader.read("syncs/" + id + ".camel.yaml", SyncTexts.onDemand(id));
    assertThat(file.mistakes())
        .containsExactly(
            mistake(1, "The file name '" + id + "' is 64 characters long: an id may have up to 63, because it names the list's view."));
  }

  @Test
  void anIdHasPlainCharacters() {
    SyncFile file = reader.read("syncs/all leads.camel.yaml", SyncTexts.onDemand("all leads"));
    assertThat(file.mistakes())
        .contains(
            mistake(1, "The file name 'all leads' cannot be an id: it may have letters, digits, '-' and '_', and begins with a letter or digit, such as all-sugar-leads."));
  }

  @Test
  void aScheduleIsNamedByTheSync() {
    assertThat(readChanged("quartz:sync/all-leads", "quartz:sync/all-sugar-leads").mistakes())
        .containsExactly(
            mistake(26, "The schedule is named 'quartz:sync/all-sugar-leads': write quartz:sync/all-leads, so that it is found by the sync's name."));
  }

  @Test
  void aSyncBeginsWithItsScheduleOrOnDemand() {
    assertThat(readChanged("quartz:sync/all-leads\n      parameters:\n        cron: \"0 0 2 * * ?\"", "direct:other").mistakes())
        .containsExactly(
            mistake(26, "The route begins with 'direct:other': a sync begins with quartz:sync/all-leads, or without a schedule with direct:all-leads."));
  }

  @Test
  void theWayThatVisualEditorsWriteAScheduleIsTaken() {
    assertThat(
            readChanged(
                    "uri: quartz:sync/all-leads\n      parameters:\n",
                    "uri: quartz\n      parameters:\n        groupName: sync\n        triggerName: all-leads\n")
                .mistakes())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 2 * *", "0 0 25 * * ?", "0 0 2 * * *", "every day"})
  void aBadCronIsRefused(String cron) {
    assertThat(readChanged("0 0 2 * * ?", cron).mistakes())
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.line()).isEqualTo(28);
              assertThat(m.message())
                  .startsWith("The cron '" + cron + "' is none that Quartz takes: ")
                  .endsWith("every night at 02:00 is \"0 0 2 * * ?\".");
            });
  }

  @Test
  void aCronThatNeverFiresAgainIsRefused() {
    assertThat(readChanged("0 0 2 * * ?", "0 0 2 1 1 ? 2020").mistakes())
        .containsExactly(mistake(28, "The cron '0 0 2 1 1 ? 2020' never fires again."));
  }

  @Test
  void anUnknownTimeZoneIsRefused() {
    assertThat(readChanged("cron: \"0 0 2 * * ?\"", "cron: \"0 0 2 * * ?\"\n        trigger.timeZone: Europe/Berln").mistakes())
        .containsExactly(mistake(29, "There is no time zone 'Europe/Berln'. Did you mean 'Europe/Berlin'?"));
  }

  @Test
  void aScheduleWithoutATimeIsRefused() {
    assertThat(readChanged("      parameters:\n        cron: \"0 0 2 * * ?\"\n", "").mistakes())
        .containsExactly(
            mistake(26, "The schedule has no 'cron': without one Quartz would fire every second. Every night at 02:00 is cron: \"0 0 2 * * ?\"."));
  }

  @Test
  void anUnknownOptionOfAnEndpointIsRefused() {
    assertThat(readChanged("cron: \"0 0 2 * * ?\"", "cronn: \"0 0 2 * * ?\"\n        trigger.repeatInterval: 5").mistakes())
        .containsExactly(mistake(28, "The component 'quartz' has no option 'cronn'. Did you mean 'cron'?"));
  }

  @Test
  void anUnknownStepIsRefused() {
    assertThat(readChanged("- to:\n            uri: direct:push-to-sugar", "- too:\n            uri: direct:push-to-sugar").mistakes())
        .containsExactly(mistake(32, "Camel knows no 'too' here. Did you mean 'to'?"));
  }

  @Test
  void anUnknownComponentIsRefused() {
    assertThat(readChanged("uri: direct:push-to-sugar", "uri: dirct:push-to-sugar").mistakes())
        .containsExactly(mistake(33, "There is no Camel component 'dirct'. Did you mean 'direct'?"));
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
    assertThat(read("").mistakes()).containsExactly(mistake(1, "The file is empty: it needs a route."));
  }

  @Test
  void aMisspelledTypeIsRecognised() {
    assertThat(readChanged("dev.caramel.sync.ListSync", "dev.caramel.ListSync").mistakes())
        .contains(mistake(2, "The bean's type is 'dev.caramel.ListSync'. Did you mean 'dev.caramel.sync.ListSync'?"));
  }

  @Test
  void aFileWithoutAListIsRefused() {
    assertThat(read("- route:\n    id: all-leads\n    from:\n      uri: direct:all-leads\n      steps: []\n").mistakes())
        .containsExactly(mistake(1, "The file has no list: it needs a bean of the type dev.caramel.sync.ListSync under 'beans'."));
  }

  @Test
  void pushNeedsAnEmailColumnToAddMembers() {
    assertThat(
            read(SyncTexts.LEADS.replace("Email: email", "Email: email_c").replace("push:\n", "push:\n          add: true\n"))
                .mistakes())
        .containsExactly(
            mistake(18, "Push adds members by their email address, but no column is mapped to the field 'email': add one, such as 'Email: email'."));
  }
}
