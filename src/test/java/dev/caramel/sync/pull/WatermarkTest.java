package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pull by time must not lose, with the sweep off wherever it would hide a loss. */
class WatermarkTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(30).contacts(3))
          .with("caramel.pull.page-size", 5);

  private static final String FULL = "{\"full\":true}";
  private static final String BY_TIME_ALONE = "sweep: never\nfullPull: never\n";

  @AfterEach
  void clockAndFaultsAsBefore() {
    caramel.sandbox().clock().run();
    caramel.sandbox().faults().clear();
    caramel.sandbox().meanwhile().clear();
  }

  /** Six hundred pages whose edges all lie within one second. */
  @Test
  void thousandsOfRecordsOfOneSecondAreAllReadAcrossPages() {
    sync("one-second", "Contacts", BY_TIME_ALONE);
    Instant second = now().minusSeconds(60);
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      created.add(create("Contacts", "Same " + i, second));
    }

    run("one-second");
    assertThat(records("one-second"))
        .containsExactlyInAnyOrderElementsOf(caramel.sandbox().sugar().ids("Contacts"))
        .containsAll(created);

    Map<String, Object> edit =
        Map.of("first_name", "Edited", "date_modified", second.plusSeconds(1));
    created.forEach(id -> caramel.sandbox().sugar().update("Contacts", id, edit));
    run("one-second");
    assertThat(caramel.members("one-second"))
        .filteredOn(member -> created.contains(member.path("record").path("id").asText()))
        .hasSize(3000)
        .allMatch(member -> member.path("columns").path("First Name").asText().equals("Edited"));
  }

  @Test
  void recordCommittedLateIsFoundByTheOverlap() {
    sync("late", BY_TIME_ALONE);
    String late = create("Late", now().minus(Duration.ofMinutes(3)));

    run("late");

    assertThat(records("late")).contains(late);
  }

  @Test
  void recordCommittedVeryLateIsFoundByTheSweep() {
    sync("very-late", "sweep: each-run\n");
    String late = create("Very Late", now().minus(Duration.ofDays(3)));

    run("very-late");

    assertThat(records("very-late")).contains(late);
  }

  @Test
  void recordDatedInTheFutureHidesNoOther() {
    sync("future", BY_TIME_ALONE);
    String future = create("Future", now().plus(Duration.ofDays(2)));
    run("future");
    String next = create("Next", now());

    run("future");

    assertThat(records("future")).contains(future, next);
  }

  @Test
  void editsAndDeletesInMidRunAreThereAfterTheNext() {
    sync("mid-run", BY_TIME_ALONE);
    List<String> ids = caramel.sandbox().sugar().ids("Leads");
    String first = ids.get(0);
    String last = ids.get(ids.size() - 1);
    String gone = create("Gone", now());
    caramel.sandbox().faults().add(Fault.of("latency").on("Leads/filter$").at(3).delayed(300));
    caramel.sandbox().requests().clear();
    String run = caramel.post("/api/syncs/mid-run/runs", "{\"full\":true}").path("id").asText();
    await()
        .until(
            () ->
                caramel.sandbox().requests().all().stream()
                        .filter(request -> request.path().endsWith("Leads/filter"))
                        .count()
                    >= 2);
    caramel.sandbox().sugar().update("Leads", first, Map.of("first_name", "Mid First"));
    caramel.sandbox().sugar().update("Leads", last, Map.of("first_name", "Mid Last"));
    caramel.sandbox().sugar().delete("Leads", gone);
    caramel.awaitEnd(run);

    run("mid-run");

    assertThat(name("mid-run", first)).isEqualTo("Mid First");
    assertThat(name("mid-run", last)).isEqualTo("Mid Last");
    assertThat(records("mid-run")).doesNotContain(gone);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void editsByOthersAtEveryPageEdgeAreThereAfterTheNext(boolean full) {
    String list = "edges-" + full;
    sync(list, BY_TIME_ALONE);
    long pages = requestsOf(() -> pullAll(list, full));
    assertThat(pages).isGreaterThan(5);
    for (int edge = 2; edge <= pages; edge++) {
      List<String> ids = caramel.sandbox().sugar().ids("Leads");
      String name = "Edge " + edge;
      String gone = create("Gone " + edge, now());
      List<String> made = new ArrayList<>();
      Map<String, Object> edit = Map.of("first_name", name);
      Runnable work =
          () -> {
            caramel.sandbox().sugar().update("Leads", ids.get(0), edit);
            caramel.sandbox().sugar().update("Leads", ids.get(ids.size() - 1), edit);
            caramel.sandbox().sugar().delete("Leads", gone);
            made.add(create(name, now()));
          };
      caramel.sandbox().meanwhile().before("Leads/filter$", edge, work);
      pullAll(list, full);

      run(list);

      assertThat(made).as("edits before page %d", edge).hasSize(1);
      assertThat(name(list, ids.get(0))).as("page %d", edge).isEqualTo(name);
      assertThat(name(list, ids.get(ids.size() - 1))).as("page %d", edge).isEqualTo(name);
      assertThat(records(list))
          .as("page %d", edge)
          .containsExactlyInAnyOrderElementsOf(caramel.sandbox().sugar().ids("Leads"));
    }
  }

  /** Reads every lead: as a full pull, or because each of them was changed. */
  private static void pullAll(String list, boolean full) {
    if (!full) {
      caramel
          .sandbox()
          .sugar()
          .ids("Leads")
          .forEach(id -> caramel.sandbox().sugar().update("Leads", id, Map.of("title", "Dr.")));
    }
    caramel.run(list, full ? FULL : "{}");
  }

  @Test
  void idsInTheOrderOfTheDatabaseAreAllReadAlthoughItIsNotOurs() {
    for (String id : List.of("zz-lower", "ZZ-UPPER", "_first", "a_b", "a-b", "aB", "A1", "~end")) {
      caramel
          .sandbox()
          .sugar()
          .create("Leads", Map.of("id", id, "first_name", "Odd", "last_name", "Id"));
    }

    sync("collation", "sweep: each-run\n");
    run("collation");

    assertThat(records("collation"))
        .containsExactlyInAnyOrderElementsOf(caramel.sandbox().sugar().ids("Leads"));
  }

  @Test
  void optOutsThatSugarDidNotShowAreReadAsSoonAsItDoes() {
    String address = "unseen@example.com";
    caramel.sandbox().sugar().create("Leads", Map.of("last_name", "Unseen", "email", address));
    sync("unseen", BY_TIME_ALONE);
    caramel.sandbox().sugar().setAddress(address, true, false);
    caramel.sandbox().faults().add(Fault.ofStatus(403).on("EmailAddresses/filter$"));
    JsonNode refused = caramel.run("unseen");
    assertThat(refused.path("notes").toString()).contains("email addresses");

    caramel.sandbox().clock().advance(Duration.ofHours(1));
    run("unseen");
    run("unseen");

    JsonNode state = caramel.get("/api/accounts/default/addresses/" + address);
    assertThat(state.path("optedOut").asBoolean()).as(state.toString()).isTrue();
  }

  @Test
  void clockOfSugarThatIsAnHourAheadOrBehindLosesNothing() {
    for (int hours : new int[] {1, -1}) {
      caramel.sandbox().clock().run();
      caramel.sandbox().clock().advance(Duration.ofHours(hours));
      String id = hours > 0 ? "ahead" : "behind";
      sync(id, BY_TIME_ALONE);
      String created = create("Off", now());

      run(id);

      assertThat(records(id)).contains(created);
    }
  }

  @Test
  void changedTimeZoneOfTheUserChangesNoMemberAndLosesNothing() {
    sync("zone", BY_TIME_ALONE);
    var users = caramel.sandbox().users();
    for (String zone : List.of("Asia/Tokyo", "Pacific/Honolulu", "America/New_York")) {
      users.put(users.find("caramel").withZone(ZoneId.of(zone)));
      JsonNode full = caramel.run("zone", "{\"full\":true}");
      assertThat(full.path("counts").path("updated").asInt()).as(full.toString()).isZero();
      String created = create(zone, now());

      run("zone");

      assertThat(records("zone")).contains(created);
    }
  }

  private static long requestsOf(Runnable work) {
    caramel.sandbox().requests().clear();
    work.run();
    return caramel.sandbox().requests().all().stream()
        .filter(request -> request.path().endsWith("Leads/filter"))
        .count();
  }

  private static void sync(String id, String more) {
    sync(id, "Leads", more);
  }

  private static void sync(String id, String module, String more) {
    JsonNode run =
        caramel.sync(
            id,
            "list: "
                + id
                + "\nmodule: "
                + module
                + "\ncolumns:\n  Email: email\n  First Name: first_name\n"
                + "  Created: date_entered\n"
                + "pull:\n  add: true\n  remove: true\n  update: Email, First Name, Created\n"
                + more);
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
  }

  private static void run(String id) {
    JsonNode run = caramel.run(id);
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("mode").asText()).isEqualTo("changes");
  }

  private static Instant now() {
    return caramel.sandbox().clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String create(String name, Instant modified) {
    return create("Leads", name, modified);
  }

  private static String create(String module, String name, Instant modified) {
    return caramel
        .sandbox()
        .sugar()
        .create(module, Map.of("first_name", name, "last_name", "Test", "date_modified", modified));
  }

  private static List<String> records(String list) {
    return caramel.members(list).stream()
        .map(member -> member.path("record").path("id").asText())
        .toList();
  }

  private static String name(String list, String record) {
    return caramel.member(list, record).path("columns").path("First Name").asText();
  }
}
