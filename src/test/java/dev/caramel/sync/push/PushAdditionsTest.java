package dev.caramel.sync.push;

import static dev.caramel.sync.push.PushScores.FIELD;
import static dev.caramel.sync.push.PushScores.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members that Sugar does not know: they are linked, created once, or rejected. */
class PushAdditionsTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> PushScores.installed(sandbox).leads(30))
          .with("caramel.sugar.policy.no-answer.first-pause", "5ms")
          .with("caramel.sugar.policy.no-answer.longest-pause", "20ms");

  private static final PushScores added = new PushScores(caramel, "added");
  private static final String DEFINITION =
      """
      list: Added
      module: Leads
      columns:
        Email: email
        First Name: first_name
        Last Name: last_name
        Lead Source: lead_source
        Lead Score: %s
      pull:
        add: true
        remove: true
        update: Email, First Name, Last Name
      push:
        add: true
        update: Lead Score
      """
          .formatted(FIELD);

  @BeforeEach
  void haveAList() {
    caramel.sandbox().faults().clear();
    if (caramel.lastRun("added").isMissingNode()) {
      caramel.sync("added", DEFINITION);
    }
    caramel.run("added");
    caramel.sandbox().requests().clear();
  }

  @AfterEach
  void habitsAreBack() {
    caramel.sandbox().faults().clear();
    caramel.sandbox().switches().turn(Switch.SYNC_KEY_ADMIN_ONLY, false);
    caramel.sandbox().switches().turn(Switch.OWN_IDS_IGNORED, false);
    caramel.jdbc().sql("delete from push_ability").update();
  }

  @Test
  void memberThatSugarDoesNotKnowIsCreatedWithItsValues() {
    added.add("new.person@example.org", "New", "Person", 55);

    JsonNode run = caramel.run("added");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(count(run, "created")).isEqualTo(1);
    String record = added.recordOf("new.person@example.org");
    assertThat(caramel.sandbox().sugar().record("Leads", record))
        .containsEntry("last_name", "Person")
        .containsEntry("emails", List.of("new.person@example.org"));
    assertThat(added.inSugar(record, FIELD).toString()).isEqualTo("55");
    JsonNode next = caramel.run("added");
    assertThat(count(next, "created") + count(next, "pushed") + count(next, "added")).isZero();
  }

  @Test
  void memberWhoseAddressOneRecordHasIsLinkedAndItsScoreWritten() {
    String lead = lead("linked@example.org");
    added.add("Linked@Example.org", "Other", "Name", 33);

    JsonNode run = caramel.run("added");

    assertThat(count(run, "linked")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "created")).isZero();
    assertThat(added.inSugar(lead, FIELD).toString()).isEqualTo("33");
  }

  @Test
  void addressThatSeveralRecordsHaveIsARejection() {
    String email = "several" + System.nanoTime() + "@example.org";
    String one = lead(email);
    String other = lead(email);
    caramel.run("added");
    added.add(email, "Of", "Several", 44);

    JsonNode run = caramel.run("added");

    assertThat(count(run, "rejected")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "created") + count(run, "linked")).isZero();
    assertThat(added.rejections().toString()).contains(one, other);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, reset-after-work",
    "false, false, cut-body",
    "true, false, reset-after-work",
    "true, false, cut-body"
  })
  void createWhoseAnswerWasLostIsSettledAtOnceWhereSugarAllowsIt(
      boolean adminsOnly, boolean idsIgnored, String fault) {
    caramel.sandbox().switches().turn(Switch.SYNC_KEY_ADMIN_ONLY, adminsOnly);
    caramel.sandbox().switches().turn(Switch.OWN_IDS_IGNORED, idsIgnored);
    String name = "Known" + System.nanoTime();
    added.add(name + "@example.org", "Some", name, 1);
    caramel.run("added");
    caramel.sandbox().faults().add(Fault.of(fault).on("POST .*/bulk").times(1));
    for (int i = 0; i < 5; i++) {
      added.add("lost" + i + name + "@example.org", "Lost", name, 50 + i);
    }

    JsonNode run = caramel.run("added");

    assertThat(count(run, "created")).as(run.toString()).isEqualTo(5);
    assertThat(added.leadsNamed(name)).isEqualTo(6);
  }

  @Test
  void createWhoseAnswerWasLostWaitsTenMinutesOfSugarsWhereOnlyALookUpCanSettleIt() {
    caramel.sandbox().switches().turn(Switch.SYNC_KEY_ADMIN_ONLY, true);
    caramel.sandbox().switches().turn(Switch.OWN_IDS_IGNORED, true);
    String name = "Waits" + System.nanoTime();
    added.add("probe" + name + "@example.org", "Probe", name, 1);
    caramel.run("added");
    caramel.sandbox().faults().add(Fault.of("reset").on("POST .*/bulk").times(1));
    added.add("waits" + name + "@example.org", "Waits", name, 1);

    JsonNode lost = caramel.run("added");
    assertThat(count(lost, "created")).as(lost.toString()).isZero();
    JsonNode early = caramel.run("added");
    assertThat(count(early, "created")).as(early.toString()).isZero();
    assertThat(count(early, "skipped")).isEqualTo(1);
    assertThat(added.leadsNamed(name)).isEqualTo(1);

    caramel.jdbc().sql("update push_intent set sent_at = sent_at - interval '11 minutes'").update();
    assertThat(count(caramel.run("added"), "created")).isEqualTo(1);
    assertThat(added.leadsNamed(name)).isEqualTo(2);
  }

  @Test
  void createThatWasMadeAlthoughItsAnswerWasLostIsLinkedByTheNextRun() {
    caramel.sandbox().switches().turn(Switch.SYNC_KEY_ADMIN_ONLY, true);
    caramel.sandbox().switches().turn(Switch.OWN_IDS_IGNORED, true);
    String name = "Made" + System.nanoTime();
    added.add("probe" + name + "@example.org", "Probe", name, 1);
    caramel.run("added");
    caramel.sandbox().faults().add(Fault.of("reset-after-work").on("POST .*/bulk").times(1));
    added.add("made" + name + "@example.org", "Made", name, 1);
    caramel.run("added");

    JsonNode next = caramel.run("added");

    assertThat(count(next, "linked")).as(next.toString()).isEqualTo(1);
    assertThat(count(next, "created")).isZero();
    assertThat(added.leadsNamed(name)).isEqualTo(2);
  }

  @Test
  void twoListsThatAddTheSamePersonMakeOneRecord() {
    if (caramel.lastRun("others").isMissingNode()) {
      caramel.sync("others", DEFINITION.replace("list: Added", "list: Others"));
    }
    caramel.run("others");
    PushScores others = new PushScores(caramel, "others");
    String name = "Both" + System.nanoTime();
    for (int i = 0; i < 20; i++) {
      added.add("both" + i + name + "@example.org", "Both", name, 1);
      others.add("Both" + i + name + "@example.org", "Both", name, 1);
    }
    String first = caramel.post("/api/syncs/added/runs", "{}").path("id").asText();
    String second = caramel.post("/api/syncs/others/runs", "{}").path("id").asText();
    caramel.awaitEnd(first);
    caramel.awaitEnd(second);
    caramel.run("added");
    caramel.run("others");

    assertThat(added.leadsNamed(name)).isEqualTo(20);
    for (int i = 0; i < 20; i++) {
      assertThat(added.recordOf("both" + i + name + "@example.org"))
          .isEqualTo(others.recordOf("both" + i + name + "@example.org"));
    }
  }

  @Test
  void memberWhoseNewRecordWasDeletedBeforeAPullSawItLeaves() {
    added.add("deleted.soon@example.org", "Deleted", "Soon", 1);
    caramel.run("added");
    caramel.sandbox().sugar().delete("Leads", added.recordOf("deleted.soon@example.org"));

    JsonNode run = caramel.run("added");

    assertThat(count(run, "removed")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "created")).isZero();
  }

  @Test
  void intentsThatNobodyNeedsAnyMoreAreCleared() {
    long run = Long.parseLong(caramel.lastRun("added").path("id").asText());
    added.intent("taken@example.org", run, "taken", 0);
    added.intent("settled@example.org", run, "sent", 11);
    added.intent("fresh@example.org", run, "sent", 1);
    added.add("needed@example.org", "Needed", "x".repeat(300), 1);
    added.intent("needed@example.org", run, "sent", 11);

    caramel.run("added");

    assertThat(added.intents("taken@example.org", "settled@example.org")).isEmpty();
    assertThat(added.intents("fresh@example.org")).hasSize(1);
    caramel.jdbc().sql("delete from push_intent").update();
    added.correct("needed@example.org", "last_name", "Right");
    caramel.run("added");
  }

  @Test
  void memberWithAWrongValueIsNotCreatedUntilItIsRight() {
    String email = "wrong" + System.nanoTime() + "@example.org";
    added.add(email, "Wrong", "x".repeat(300), 1);

    JsonNode run = caramel.run("added");

    assertThat(count(run, "created")).isZero();
    assertThat(count(run, "rejected")).as(run.toString()).isEqualTo(1);
    assertThat(count(caramel.run("added"), "rejected")).isZero();

    added.correct(email, "last_name", "Right");
    assertThat(count(caramel.run("added"), "created")).isEqualTo(1);
  }

  @Test
  void recordOfAnAddedMemberJoinsTheTargetListOfTheSync() {
    String fair =
        caramel.sandbox().sugar().create("ProspectLists", Map.of("name", "Fair of Pushes"));
    String known = lead("fair@example.org");
    caramel.sync("fair", DEFINITION.replace("module: Leads", "module: Leads\ntargetList: " + fair));
    PushScores guests = new PushScores(caramel, "fair");
    guests.add("fair@example.org", "F", "Known", 1);
    guests.add("fair.new@example.org", "F", "New", 2);

    JsonNode run = caramel.run("fair");

    assertThat(count(run, "linked")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "created")).isEqualTo(1);
    caramel.run("fair");
    assertThat(caramel.members("fair")).hasSize(2);
    assertThat(
            caramel
                .jdbc()
                .sql("select count(*) from member where list_id = 'fair' and in_source")
                .query(Long.class)
                .single())
        .isEqualTo(2);
    assertThat(guests.recordOf("fair@example.org")).isEqualTo(known);
  }

  @Test
  void recordOfAnAddedMemberGetsTheTeamOfTheSyncAndKeepsItsOwn() {
    String known = lead("team@example.org");
    caramel.sync("east", DEFINITION.replace("module: Leads", "module: Leads\nteam: East"));
    PushScores east = new PushScores(caramel, "east");
    east.add("team@example.org", "T", "Known", 1);
    east.add("team.new@example.org", "T", "New", 2);

    JsonNode run = caramel.run("east");

    assertThat(count(run, "linked")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "created")).isEqualTo(1);
    assertThat(teamsOf(known)).hasSize(2).contains("East");
    assertThat(teamsOf(east.recordOf("team.new@example.org"))).containsExactly("East");
    JsonNode full = caramel.run("east", "{\"full\":true}");
    assertThat(count(full, "removed") + count(full, "added")).as(full.toString()).isZero();
    assertThat(caramel.members("east"))
        .extracting(member -> member.path("email").asText())
        .contains("team@example.org", "team.new@example.org");
  }

  @Test
  void createdOutsideTheFilterOfTheListTheMemberStays() {
    caramel.sync(
        "narrow",
        DEFINITION.replace(
            "module: Leads", "module: Leads\nfilter: '[{\"lead_source\":\"Word of mouth\"}]'"));
    PushScores narrow = new PushScores(caramel, "narrow");
    narrow.add("outside@example.org", "O", "Outside", 3);

    assertThat(count(caramel.run("narrow"), "created")).isEqualTo(1);
    JsonNode next = caramel.run("narrow", "{\"full\":true}");

    assertThat(count(next, "removed")).as(next.toString()).isZero();
    assertThat(narrow.recordOf("outside@example.org")).isNotNull();
  }

  @Test
  void dryRunCountsWhomItWouldLinkAndCreate() {
    String email = "dry" + System.nanoTime() + "@example.org";
    added.add(email, "Dry", "Run", 1);

    JsonNode run = caramel.run("added", "{\"dryRun\":true}");

    assertThat(count(run, "created")).isEqualTo(1);
    assertThat(run.path("samples").path("created").path(0).path("email").asText()).isEqualTo(email);
    assertThat(added.recordOf(email)).isNull();
    assertThat(count(caramel.run("added"), "created")).isEqualTo(1);
  }

  private static List<String> teamsOf(String record) {
    List<?> ids = (List<?>) caramel.sandbox().sugar().record("Leads", record).get("teams");
    return ids.stream().map(PushAdditionsTest::teamName).toList();
  }

  private static String teamName(Object id) {
    return String.valueOf(caramel.sandbox().sugar().record("Teams", id.toString()).get("name"));
  }

  private static String lead(String email) {
    return caramel
        .sandbox()
        .sugar()
        .create(
            "Leads",
            Map.of(
                "last_name",
                "Known",
                "email",
                List.of(Map.of("email_address", email, "primary_address", true))));
  }
}
