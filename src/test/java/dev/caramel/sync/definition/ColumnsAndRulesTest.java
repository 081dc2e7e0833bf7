package dev.caramel.sync.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sync.ListSync.Conflict;
import dev.caramel.sync.Mistake;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ColumnsAndRulesTest {
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
  void oneFieldInTwoColumnsIsRefused() {
    assertThat(readChanged("Last Name: last_name", "Last Name: first_name").mistakes())
        .containsExactly(
            mistake(
                11,
                "The field 'first_name' is mapped to two columns, 'First Name' and 'Last Name': keep one of them."),
            mistake(
                16,
                "Pull updates 'Last Name', which is no column of this list."
                    + " Did you mean 'First Name'?"));
  }

  @Test
  void tooLongColumnNamesAreCountedInBytes() {
    String name = "ä".repeat(32);
    assertThat(readChanged("Lead Score: caramel", name + ": caramel").mistakes())
        .contains(
            mistake(
                12,
                "The column name '"
                    + name
                    + "' is 64 bytes long: it may have up to 63, because it is a column of the list's view."));
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
            mistake(
                16, "Pull updates 'Emial', which is no column of this list. Did you mean 'Email'?"),
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
                .replace(
                    "        sweep:",
                    "        conflict:\n          First Name: newest\n        sweep:"));
    assertThat(file.mistakes()).isEmpty();
    assertThat(file.definition().conflicts()).containsEntry("First Name", Conflict.NEWEST);
  }
}
