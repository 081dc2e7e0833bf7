package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sync.Syncs;
import dev.caramel.testkit.RunningCaramel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an edit of a definition does to the list: it is right after the next run. */
class ChangedDefinitionsTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(40).contacts(20));

  private static String definition(String columns, String rules) {
    return "list: Changing\nmodule: Leads\ncolumns:\n" + columns.indent(2) + rules;
  }

  private static String pull(String update) {
    return "pull:\n  add: true\n  remove: true\n  update: " + update + "\n";
  }

  /** Changes a definition, waits until it is loaded, and runs it. */
  private static JsonNode changed(String id, String definition) {
    Syncs syncs = caramel.bean(Syncs.class);
    var before = syncs.definition(id).orElseThrow();
    caramel.write(id, definition);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !syncs.definition(id).orElseThrow().equals(before));
    return caramel.run(id);
  }

  private static List<String> names(JsonNode member) {
    List<String> names = new ArrayList<>();
    member.path("columns").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> viewColumns(String id) {
    return caramel
        .jdbc()
        .sql(
            "select column_name from information_schema.columns where table_schema = 'lists'"
                + " and table_name = ? order by ordinal_position")
        .param(id)
        .query(String.class)
        .list();
  }

  private static Object inView(String id, String column, String record) {
    return caramel
        .jdbc()
        .sql("select \"%s\" from lists.\"%s\" where record_id = ?".formatted(column, id))
        .param(record)
        .query()
        .singleRow()
        .get(column);
  }

  private static String lead(int place) {
    return caramel.sandbox().sugar().ids("Leads").get(place);
  }

  @Test
  void anAddedColumnIsFilledForAllMembersAndARemovedOneIsGone() {
    caramel.sync("added", definition("Email: email\nFirst Name: first_name", pull("First Name")));
    String lead = lead(3);
    caramel.sandbox().sugar().update("Leads", lead, Map.of("last_name", "Filled", "title", "Dr."));

    JsonNode run =
        changed(
            "added",
            definition("Email: email\nTitle: title\nLast Name: last_name", pull("Last Name")));

    assertThat(run.path("mode").asText()).as(run.toString()).isEqualTo("full");
    JsonNode member = caramel.member("added", lead);
    assertThat(names(member)).containsExactly("Email", "Title", "Last Name");
    assertThat(member.path("columns").path("Last Name").asText()).isEqualTo("Filled");
    assertThat(member.path("columns").path("Title").asText()).isEqualTo("Dr.");
    assertThat(viewColumns("added")).endsWith("Email", "Title", "Last Name");
    assertThat(inView("added", "Last Name", lead)).isEqualTo("Filled");
    assertThat(caramel.members("added")).hasSize(caramel.sandbox().sugar().ids("Leads").size());
  }

  @Test
  void aRenamedColumnKeepsItsValuesAndItsPlaceInTheView() {
    caramel.sync("renamed", definition("Email: email\nTown: primary_address_city", pull("Town")));
    String lead = lead(4);
    String before = caramel.member("renamed", lead).path("columns").path("Town").asText();

    JsonNode run =
        changed(
            "renamed",
            definition("Email: email\nNo. of [City]: primary_address_city", pull("Email")));

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(caramel.member("renamed", lead).path("columns").path("No. of [City]").asText())
        .isEqualTo(before);
    assertThat(viewColumns("renamed")).endsWith("Email", "No. of [City]");
  }

  @Test
  void oddColumnNamesKeepThemselvesAndTheirOrderInApiCsvAndView() {
    List<String> odd =
        List.of("No. of Employees", "Fax [old]", "E-mail", "Über: alles", "First Name");
    caramel.sync(
        "odd",
        definition(
            "No. of Employees: birthdate\nFax [old]: phone_fax\nE-mail: email\n"
                + "\"Über: alles\": title\nFirst Name: first_name",
            pull("\"No. of Employees, Fax [old], E-mail, First Name\"")));
    String lead = lead(7);
    caramel.sandbox().sugar().update("Leads", lead, Map.of("phone_fax", "+1 212 555 0177"));
    caramel.run("odd");

    JsonNode list = caramel.get("/api/lists/odd");
    assertThat(list.path("columns").findValuesAsText("name")).isEqualTo(odd);
    JsonNode member = caramel.member("odd", lead);
    assertThat(names(member)).isEqualTo(odd);
    assertThat(member.path("columns").path("Fax [old]").asText()).isEqualTo("+1 212 555 0177");
    List<String> csv =
        caramel
            .send("GET", "/api/lists/odd/members", null, Map.of("Accept", "text/csv"))
            .body()
            .lines()
            .toList();
    assertThat(csv.get(0))
        .isEqualTo(
            "id,record,No. of Employees,Fax [old],E-mail,Über: alles,First Name,optedOut,invalidEmail");
    assertThat(csv).anyMatch(line -> line.contains(lead) && line.contains("+1 212 555 0177"));
    assertThat(viewColumns("odd")).endsWith(odd.toArray(String[]::new));
    assertThat(inView("odd", "Fax [old]", lead)).isEqualTo("+1 212 555 0177");
  }

  @Test
  void aRemappedColumnTakesTheValuesOfItsNewField() {
    caramel.sync("remapped", definition("Email: email\nPhone: phone_work", pull("Phone")));
    String lead = lead(5);
    caramel.sandbox().sugar().update("Leads", lead, Map.of("phone_mobile", "+1 212 555 0100"));

    JsonNode run =
        changed("remapped", definition("Email: email\nPhone: phone_mobile", pull("Phone")));

    assertThat(run.path("mode").asText()).isEqualTo("full");
    assertThat(caramel.member("remapped", lead).path("columns").path("Phone").asText())
        .isEqualTo("+1 212 555 0100");
    assertThat(inView("remapped", "Phone", lead)).isEqualTo("+1 212 555 0100");
  }

  @Test
  void aChangedFilterMakesTheNextPullAFullOneAndWhoLeftLeaves() {
    String limit = "removalLimit: 100 %\n";
    caramel.sync("filtered", definition("Email: email", pull("Email") + limit));
    String kept = lead(6);
    caramel.sandbox().sugar().update("Leads", kept, Map.of("last_name", "Onlyone"));

    JsonNode run =
        changed(
            "filtered",
            definition(
                "Email: email",
                pull("Email") + limit + "filter: '[{\"last_name\":{\"$equals\":\"Onlyone\"}}]'\n"));

    assertThat(run.path("mode").asText()).as(run.toString()).isEqualTo("full");
    assertThat(records("filtered")).containsExactly(kept);
    assertThat(
            caramel
                .jdbc()
                .sql("select record_id from lists.\"filtered\"")
                .query(String.class)
                .list())
        .containsExactly(kept);
  }

  @Test
  void otherRulesAndAnotherModuleMakeTheListRightAtTheNextRun() {
    String open = pull("Email") + "removalLimit: 100 %\n";
    String closed =
        open.replace("add: true", "add: false").replace("remove: true", "remove: false");
    caramel.sync("ruled", definition("Email: email", closed));
    assertThat(records("ruled")).isEmpty();

    changed("ruled", definition("Email: email", open));
    assertThat(records("ruled"))
        .containsExactlyInAnyOrderElementsOf(caramel.sandbox().sugar().ids("Leads"));

    changed("ruled", definition("Email: email", open).replace("Leads", "Contacts"));
    assertThat(records("ruled"))
        .containsExactlyInAnyOrderElementsOf(caramel.sandbox().sugar().ids("Contacts"));
  }

  private static List<String> records(String list) {
    return caramel.members(list).stream()
        .map(member -> member.path("record").path("id").asText())
        .toList();
  }

  @Test
  void aReportMadeOfTheViewSurvivesAppendedColumnsAndIsNamedWhenItHoldsTheViewUp() {
    caramel.sync("reported", definition("Email: email\nCity: primary_address_city", pull("City")));
    caramel
        .jdbc()
        .sql("create view town_report as select \"City\" from lists.\"reported\"")
        .update();

    JsonNode appended =
        changed(
            "reported",
            definition("Email: email\nCity: primary_address_city\nTitle: title", pull("City")));

    assertThat(appended.path("outcome").asText()).as(appended.toString()).isEqualTo("succeeded");
    assertThat(viewColumns("reported")).endsWith("Email", "City", "Title");

    JsonNode removed = changed("reported", definition("Email: email\nTitle: title", pull("Title")));

    assertThat(removed.path("outcome").asText()).as(removed.toString()).isEqualTo("succeeded");
    assertThat(removed.toString()).contains("kept its old shape").contains("town_report");
    assertThat(viewColumns("reported")).endsWith("Email", "City", "Title");
    caramel.jdbc().sql("drop view town_report").update();

    caramel.run("reported");

    assertThat(viewColumns("reported")).endsWith("Email", "Title").doesNotContain("City");
  }

  @Test
  void aFractionInAWholeNumbersFieldIsEmptyInTheViewAndStaysInTheMember() {
    caramel.sync(
        "fractions",
        "list: F\nmodule: Contacts\ncolumns:\n  Email: email\n  Name: last_name\n" + pull("Name"));
    String contact = caramel.sandbox().sugar().ids("Contacts").get(0);
    var module =
        new dev.caramel.sugar.SugarModule(
            "Contacts",
            "Contacts",
            Map.of(
                "size",
                new dev.caramel.sugar.SugarField(
                    "size", "Size", "int", 11, null, false, true, true)));
    caramel
        .jdbc()
        .sql(
            "update member set \"values\" = jsonb_set(\"values\", '{size}', '12.5') where record_id = ?")
        .param(contact)
        .update();

    caramel
        .bean(dev.caramel.list.view.ListViews.class)
        .refresh(
            "fractions",
            List.of(new dev.caramel.list.view.ListViews.Column("Size", "size")),
            module);

    assertThat(inView("fractions", "Size", contact)).isNull();
  }

  @Test
  void aTeamThatIsGoneIsANamedFailureAndNobodyIsRemoved() {
    JsonNode first =
        caramel.sync(
            "of-west",
            "list: West\nmodule: Leads\nteam: West\nremovalLimit: 100 %\ncolumns:\n  Email: email\n"
                + pull("Email"));
    assertThat(first.path("outcome").asText()).as(first.toString()).isEqualTo("succeeded");
    int members = caramel.members("of-west").size();
    String team =
        caramel.sandbox().sugar().ids("Teams").stream()
            .filter(id -> "West".equals(caramel.sandbox().sugar().record("Teams", id).get("name")))
            .findFirst()
            .orElseThrow();
    caramel.sandbox().sugar().delete("Teams", team);

    JsonNode run = caramel.run("of-west");

    assertThat(run.path("outcome").asText()).isEqualTo("failed");
    assertThat(run.path("cause").asText()).contains("Sugar has no team 'West'");
    assertThat(caramel.members("of-west")).hasSize(members).isNotEmpty();
  }
}
