package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Full pulls of lists that are known already: they are read in ranges of ids, side by side. */
class PullRangesTest {
  private static final int PEOPLE = 320;
  private static final int PAGE = 10;
  private static final int PAGES = PEOPLE / PAGE;
  private static final String FULL = "{\"full\":true}";

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(
              sandbox ->
                  sandbox.leads(PEOPLE).contacts(PEOPLE).prospects(10).sameSecondBlock(false))
          .with("caramel.pull.page-size", PAGE);

  @AfterEach
  void asBefore() {
    caramel.sandbox().faults().clear();
    caramel.sandbox().meanwhile().clear();
  }

  private static String definition(String name, String module) {
    return """
        list: %s
        module: %s
        columns:
          Email: email
          First Name: first_name
        pull:
          add: true
          remove: true
          update: Email, First Name
        sweep: never
        removalLimit: 100 %%
        """
        .formatted(name, module);
  }

  @Test
  void severalAreReadSideBySide() {
    caramel.sync("side-by-side", definition("Side By Side", "Leads"));
    AtomicInteger underWay = new AtomicInteger();
    CountDownLatch two = new CountDownLatch(1);
    for (int page = 1; page <= PAGES; page++) {
      caramel
          .sandbox()
          .meanwhile()
          .before("Leads/filter$", page, () -> answerBesideAnother(underWay, two));
    }

    JsonNode run = caramel.run("side-by-side", FULL);

    assertThat(two.getCount()).as("two pages are asked for at a time").isZero();
    assertThat(run.path("counts").path("unchanged").asInt()).isEqualTo(leads().size());
  }

  /**
   * A page is kept back until another one is asked for as well: for long enough that reading is
   * what a pull waits for, and for no longer than all its pages may take one after the other.
   */
  private static void answerBesideAnother(AtomicInteger underWay, CountDownLatch two) {
    if (underWay.incrementAndGet() > 1) {
      two.countDown();
    }
    try {
      two.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.decrementAndGet();
    }
  }

  @Test
  void eachRecordIsReadOnceAndNoChangeIsMissed() {
    caramel.sync("ranges", definition("Ranges", "Leads"));
    List<String> before = leads();
    for (int i = 3; i < before.size(); i += 40) {
      caramel.sandbox().sugar().update("Leads", before.get(i), Map.of("first_name", "Changed"));
      caramel.sandbox().sugar().delete("Leads", before.get(i + 1));
    }
    int changed = (before.size() - 3 + 39) / 40;
    for (int i = 0; i < 25; i++) {
      caramel.sandbox().sugar().create("Leads", Map.of("last_name", "New " + i));
    }
    // Before all others, and behind them.
    caramel.sandbox().sugar().create("Leads", Map.of("id", "0-first", "last_name", "First"));
    caramel.sandbox().sugar().create("Leads", Map.of("id", "zz-last", "last_name", "Last"));
    // Between, in a place that depends on the database.
    caramel.sandbox().sugar().create("Leads", Map.of("id", "B_tween", "last_name", "Between"));

    JsonNode run = caramel.run("ranges", FULL);

    JsonNode counts = run.path("counts");
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(counts.path("read").asInt()).isEqualTo(leads().size());
    assertThat(counts.path("added").asInt()).isEqualTo(28);
    assertThat(counts.path("updated").asInt()).isEqualTo(changed);
    assertThat(counts.path("removed").asInt()).isEqualTo(changed);
    assertThat(records("ranges")).isEqualTo(new HashSet<>(leads()));
  }

  @Test
  void aWalkThatFailedGoesOnInEachRange() {
    caramel.sync("broken", definition("Broken", "Leads"));

    JsonNode failed = failInTheMidst("broken", "Leads");
    int read = failed.path("counts").path("read").asInt();
    assertThat(read).isBetween(1, leads().size() - 1);
    assertThat(places("broken")).as("ranges that are not at their ends").isGreaterThan(1);

    JsonNode next = caramel.run("broken");

    assertThat(next.path("outcome").asText()).as(next.toString()).isEqualTo("succeeded");
    assertThat(next.path("mode").asText()).isEqualTo("full");
    assertThat(next.path("counts").path("read").asInt()).isEqualTo(leads().size() - read);
    assertThat(next.path("counts").path("removed").asInt()).isZero();
    assertThat(places("broken")).isZero();
    assertThat(records("broken")).isEqualTo(new HashSet<>(leads()));
  }

  @Test
  void aPageThatWasReadAndNotWrittenIsReadAgain() {
    caramel.sync("unwritten", definition("Unwritten", "Contacts"));
    List<String> contacts = caramel.sandbox().sugar().ids("Contacts");
    // On the first page of the second range, which is written behind one of the first range.
    String refused = contacts.get(PAGES / 8 * PAGE + 2);
    caramel.sandbox().sugar().update("Contacts", refused, Map.of("first_name", "Refused"));
    refuse(refused);

    JsonNode failed = caramel.run("unwritten", FULL);
    caramel.jdbc().sql("drop function refuse() cascade").update();
    JsonNode next = caramel.run("unwritten");

    assertThat(failed.path("outcome").asText()).as(failed.toString()).isEqualTo("failed");
    assertThat(failed.path("cause").asText())
        .isEqualTo("the database failed: ERROR: the disk is full");
    assertThat(failed.path("step").asText()).isEqualTo("pull-pages / apply-the-page");
    assertThat(next.path("counts").path("updated").asInt()).as(next.toString()).isEqualTo(1);
    assertThat(
            failed.path("counts").path("read").asInt() + next.path("counts").path("read").asInt())
        .isEqualTo(contacts.size());
  }

  private static void refuse(String record) {
    caramel
        .jdbc()
        .sql(
            """
            create function refuse() returns trigger language plpgsql as
            $$ begin raise 'the disk is full' using errcode = 'disk_full'; end $$
            """)
        .update();
    caramel
        .jdbc()
        .sql(
            "create trigger refuse before insert or update on member for each row when"
                + " (new.record_id = '%s') execute function refuse()".formatted(record))
        .update();
  }

  @Test
  void aSugarThatIgnoresTheEndOfARangeIsReadInOne() {
    for (int i = 0; i < PEOPLE; i++) {
      caramel.sandbox().sugar().create("Prospects", Map.of("last_name", "Prospect " + i));
    }
    caramel.sync("in-one", definition("In One", "Prospects"));
    // Asked for ids that lie behind one and not behind it, it knows some.
    caramel
        .sandbox()
        .faults()
        .add(
            Fault.ofStatus(200)
                .body("{\"next_offset\":-1,\"records\":[{\"id\":\"1\"}]}")
                .on("POST .*/Prospects/filter$"));

    failInTheMidst("in-one", "Prospects");

    assertThat(places("in-one")).isEqualTo(1);
  }

  @Test
  void aTargetListIsReadInRanges() {
    String fair = caramel.sandbox().sugar().create("ProspectLists", Map.of("name", "Fair"));
    for (String id : caramel.sandbox().sugar().ids("Contacts").subList(0, PEOPLE / 2)) {
      caramel.sandbox().sugar().addToTargetList(fair, "Contacts", id);
    }
    caramel.sync("fair", definition("The Fair", "Contacts") + "targetList: Fair\n");

    failInTheMidst("fair", "ProspectLists/.*/link/contacts", PAGES / 4);
    assertThat(places("fair")).isGreaterThan(1);
    JsonNode run = caramel.run("fair", FULL);

    assertThat(run.path("counts").path("read").asInt()).as(run.toString()).isEqualTo(PEOPLE / 2);
    assertThat(run.path("counts").path("removed").asInt()).isZero();
  }

  @Test
  void aDryRunReadsEachRecordOnce() {
    caramel.sync("dry", definition("Dry", "Contacts"));
    List<String> contacts = caramel.sandbox().sugar().ids("Contacts");
    String gone = contacts.get(77);
    caramel.sandbox().sugar().delete("Contacts", gone);
    try {
      JsonNode run = caramel.run("dry", "{\"full\":true,\"dryRun\":true}");

      assertThat(run.path("counts").path("read").asInt()).isEqualTo(contacts.size() - 1);
      assertThat(run.path("counts").path("removed").asInt()).isEqualTo(1);
      assertThat(places("dry")).isZero();
    } finally {
      caramel.sandbox().sugar().undelete("Contacts", gone);
    }
  }

  @Test
  void whoWaitsForARecordGetsTheOneWithTheLowestIdOfAll() {
    String mine = "filter: '[{\"department\":\"Waiting\"}]'\n";
    caramel.sync("waiting", definition("Waiting", "Leads") + mine);
    for (int i = 0; i < PEOPLE / 4; i++) {
      lead("Waiting", Map.of("last_name", "Of Waiting " + i));
    }
    caramel.run("waiting");
    caramel.post("/api/lists/waiting/members", "[{\"Email\":\"twice@example.com\"}]");
    String last = "00000000-0000-4000-8000-000000000001";
    lead(
        "Waiting",
        Map.of("id", "ffffffff-0000-4000-8000-000000000001", "email1", "twice@example.com"));
    lead("Waiting", Map.of("id", last, "email1", "twice@example.com"));

    failInTheMidst("waiting", "Leads/filter$", 5);

    assertThat(places("waiting")).as("one range, as one waits").isEqualTo(1);
    assertThat(caramel.member("waiting", last).path("email").asText())
        .isEqualTo("twice@example.com");
  }

  private static void lead(String department, Map<String, String> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("department", department);
    all.putIfAbsent("last_name", "Somebody");
    caramel.sandbox().sugar().create("Leads", all);
  }

  @Test
  void idsWhoseOrderIsTheDatabasesOwnBoundNoRange() {
    for (int i = 0; i < PEOPLE; i++) {
      String id = (i % 2 == 0 ? "East_" : "east-") + i;
      caramel
          .sandbox()
          .sugar()
          .create("Leads", Map.of("id", id, "last_name", "Lead " + i, "department", "Imported"));
    }
    caramel.sync(
        "imported",
        definition("Imported", "Leads") + "filter: '[{\"department\":\"Imported\"}]'\n");

    failInTheMidst("imported", "Leads");

    assertThat(places("imported")).isEqualTo(1);
  }

  private static JsonNode failInTheMidst(String sync, String module) {
    return failInTheMidst(sync, module + "/filter$", PAGES / 2);
  }

  private static JsonNode failInTheMidst(String sync, String pages, int at) {
    caramel.sandbox().faults().add(new Fault("status", 403, null, null, pages, at, 1, 0));
    JsonNode failed = caramel.run(sync, FULL);
    caramel.sandbox().faults().clear();
    assertThat(failed.path("outcome").asText()).as(failed.toString()).isEqualTo("failed");
    assertThat(failed.path("cause").asText()).contains("Role Management");
    return failed;
  }

  private static Set<String> records(String list) {
    return caramel.members(list).stream()
        .map(member -> member.path("record").path("id").asText())
        .collect(Collectors.toSet());
  }

  /** Places that a checkpoint holds. */
  private static int places(String sync) {
    return caramel
        .jdbc()
        .sql(
            "select coalesce(sum(cardinality(cursor_ids)), 0) from sync_checkpoint where sync_id = ?")
        .param(sync)
        .query(Integer.class)
        .single();
  }

  private static List<String> leads() {
    return caramel.sandbox().sugar().ids("Leads");
  }
}
