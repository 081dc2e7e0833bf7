package dev.caramel.sync.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A push that is limited to a segment of its list. */
class PushSegmentsTest {
  private static final String SEGMENT = "/api/lists/leads/segments/qualified-leads";

  private static final String DEFINITION =
      """
      list: Leads
      module: Leads
      columns:
        Email: email
        Last Name: last_name
        Title: title
        Lead Score: caramel_lead_score_c
      pull:
        add: true
        update: Email, Last Name
      push:
        add: true
        update: Title, Lead Score
        segment: qualified-leads
      """;

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sugar -> PushScores.installed(sugar).leads(6));

  @Test
  void theSyncWaitsForItsSegmentAndPushesItsMembersAlone() {
    JsonNode first = caramel.sync("leads", DEFINITION);
    assertThat(first.path("outcome").asText()).isEqualTo("succeeded");
    assertThat(caramel.get("/api/syncs/leads").path("state").asText()).isEqualTo("unverified");
    assertThat(caramel.get("/api/syncs/leads").path("errors").toString())
        .contains("\"line\":null")
        .contains("Waits for the segment 'qualified-leads' of the list 'leads'");
    score(40);
    person("hot@x.example", 50);
    person("cold@x.example", 10);
    JsonNode waiting = caramel.run("leads");
    assertThat(pushed(waiting)).isZero();
    assertThat(waiting.path("notes").toString()).contains("There is no segment");
    assertThat(caramel.get("/api/syncs/leads").path("state").asText()).isEqualTo("unverified");

    set("{\"all\":[{\"column\":\"Lead Score\",\"condition\":\"greater\",\"value\":39}]}");

    await().until(() -> caramel.get("/api/syncs/leads").path("state").asText().equals("ready"));
    assertThat(caramel.get("/api/syncs/leads").path("errors")).isEmpty();
    JsonNode dry = caramel.run("leads", "{\"dryRun\":true}");
    assertThat(dry.at("/counts/created").asInt()).isEqualTo(1);
    assertThat(pushed(dry)).isEqualTo(3);
    JsonNode run = caramel.run("leads");
    assertThat(pushed(run)).isEqualTo(3);
    assertThat(run.at("/counts/created").asInt()).isEqualTo(1);
    assertThat(
            caramel.members("leads").stream()
                .filter(member -> member.path("record").isNull())
                .map(member -> member.path("email").asText()))
        .containsExactly("cold@x.example");

    set("{\"any\":[{\"column\":\"Lead Score\",\"condition\":\"greater\",\"value\":9}]}");
    JsonNode wider = caramel.run("leads");
    assertThat(wider.at("/counts/created").asInt()).isEqualTo(1);

    HttpResponse<String> inUse = caramel.send("DELETE", SEGMENT, null, Map.of());
    assertThat(inUse.statusCode()).isEqualTo(409);
    assertThat(inUse.body())
        .contains("is needed: by the push of the sync leads (syncs/leads.camel.yaml)");
    lostColumn();
    caramel.write("leads", DEFINITION.replace("  segment: qualified-leads\n", ""));
    await().until(() -> caramel.get("/api/syncs/leads").at("/definition/push/segment").isNull());
    assertThat(caramel.send("DELETE", SEGMENT, null, Map.of()).statusCode()).isEqualTo(204);
  }

  /**
   * A definition may lose the column that the segment names: that is said, and nobody is pushed.
   */
  private static void lostColumn() {
    set("{\"all\":[{\"column\":\"Title\",\"condition\":\"empty\"}]}");
    String loadedAt = caramel.get("/api/syncs/leads").path("loadedAt").asText();
    caramel.write("leads", DEFINITION.replace("Title", "Job Title"));
    await()
        .until(() -> !caramel.get("/api/syncs/leads").path("loadedAt").asText().equals(loadedAt));
    assertThat(caramel.run("leads").path("notes").toString())
        .contains("names the column \\\"Title\\\", which there is no more");
  }

  /** Three leads have that score, the others half of it. */
  private static void score(int points) {
    caramel
        .jdbc()
        .sql(
            """
            update member m
               set "values" = "values" || jsonb_build_object('caramel_lead_score_c',
                 case when n.n <= 3 then ? else ? end)
              from (select id, row_number() over (order by id) n from member) n
             where n.id = m.id and m.list_id = 'leads'
            """)
        .params(points, points / 2)
        .update();
  }

  private static void person(String email, int points) {
    caramel
        .jdbc()
        .sql(
            """
            insert into member (list_id, email, "values")
            values ('leads', ?, jsonb_build_object('email', ?, 'last_name', 'New',
              'caramel_lead_score_c', ?))
            """)
        .params(email, email, points)
        .update();
  }

  private static int pushed(JsonNode run) {
    return run.at("/counts/pushed").asInt(-1);
  }

  private static void set(String body) {
    HttpResponse<String> answer = caramel.send("PUT", SEGMENT, body, Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
