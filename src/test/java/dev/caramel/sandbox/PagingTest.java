package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.SugarClient.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagingTest extends SandboxTest {

  @Override
  SandboxBuilder configured(SandboxBuilder builder) {
    return builder.leads(2500);
  }

  @Test
  void aPageHasTwentyRecordsUnlessAskedOtherwise() {
    Reply page = sugar.get("/Leads?fields=id");

    assertThat(page.records()).hasSize(20);
    assertThat(page.json().path("next_offset").intValue()).isEqualTo(20);
  }

  @Test
  void aPageIsCutAtTheInstancesLimit() {
    assertThat(sugar.get("/Leads?fields=id&max_num=5000").records()).hasSize(1000);
    sandbox.switches().maxListLimit(300);
    assertThat(sugar.get("/Leads?fields=id&max_num=5000").records()).hasSize(300);
  }

  @Test
  void aFullLastPageEndsWithMinusOne() {
    Reply page = sugar.get("/Leads?fields=id&order_by=id&max_num=500&offset=2000");

    assertThat(page.records()).hasSize(500);
    assertThat(page.json().path("next_offset").intValue()).isEqualTo(-1);
  }

  @Test
  void anEmptyListIsAnEmptyPage() {
    assertThat(sugar.post("/Leads/filter", "{'filter':[{'id':'nobody'}]}").text())
        .isEqualTo("{\"next_offset\":-1,\"records\":[]}");
  }

  @Test
  void withoutAnOrderPagesRepeatAndMissRows() {
    List<String> seen = new ArrayList<>();
    for (int offset = 0; offset < 2500; offset += 500) {
      seen.addAll(sugar.get("/Leads?fields=id&max_num=500&offset=" + offset).ids());
    }

    assertThat(seen).hasSize(2500);
    assertThat(seen.stream().distinct().count()).isLessThan(2500);
  }

  @Test
  void aSweepByIdSeesEachRecordOnceInTheOrderOfTheDatabase() {
    sandbox.sugar().create("Leads", Map.of("id", "0-created", "last_name", "New"));
    sandbox.sugar().create("Leads", Map.of("id", "zz_created", "last_name", "New"));
    List<String> seen = new ArrayList<>();
    String last = "";
    JsonNode page;
    do {
      String filter = last.isEmpty() ? "" : ",'filter':[{'id':{'$gt':'%s'}}]".formatted(last);
      page =
          sugar
              .post(
                  "/Leads/filter",
                  "{'fields':'id','order_by':'id:ASC','max_num':700%s}".formatted(filter))
              .json();
      seen.addAll(page.path("records").findValuesAsText("id"));
      last = seen.get(seen.size() - 1);
    } while (page.path("next_offset").intValue() != -1);

    assertThat(seen).doesNotHaveDuplicates().hasSize(2502);
    assertThat(seen).containsExactlyElementsOf(sandbox.sugar().ids("Leads"));
    assertThat(seen).endsWith("zz_created");
  }

  @Test
  void aSweepByTimeAndIdSeesEachRecordOnceThoughManyShareASecond() {
    String changed = sandbox.sugar().ids("Leads").get(1200);
    sandbox.sugar().update("Leads", changed, Map.of("title", "Changed"));
    List<String> seen = new ArrayList<>();
    String filter = "";
    JsonNode page;
    do {
      page =
          sugar
              .post(
                  "/Leads/filter",
                  "{'fields':'id','order_by':'date_modified:ASC,id:ASC','max_num':300%s}"
                      .formatted(filter))
              .json();
      JsonNode records = page.path("records");
      seen.addAll(records.findValuesAsText("id"));
      JsonNode last = records.get(records.size() - 1);
      filter =
          (",'filter':[{'$or':[{'date_modified':{'$gt':'%1$s'}},{'$and':["
                  + "{'date_modified':{'$equals':'%1$s'}},{'id':{'$gt':'%2$s'}}]}]}]")
              .formatted(last.path("date_modified").asText(), last.path("id").asText());
    } while (page.path("next_offset").intValue() != -1);

    assertThat(seen).doesNotHaveDuplicates().hasSize(2500).endsWith(changed);
  }

  @Test
  void theNewestRecordIsFoundByDescendingTime() {
    String id = sandbox.sugar().ids("Leads").get(77);
    sandbox.sugar().update("Leads", id, Map.of("title", "Newest"));

    assertThat(sugar.get("/Leads?fields=id&order_by=date_modified:DESC&max_num=1").ids())
        .containsExactly(id);
  }

  @Test
  void aLateCommitCarriesAnOldTime() {
    String id =
        sandbox
            .sugar()
            .create(
                "Leads",
                Map.of(
                    "last_name", "Late", "date_modified", Instant.parse("2001-01-01T00:00:00Z")));

    assertThat(
            sugar
                .post(
                    "/Leads/filter",
                    "{'fields':'id','filter':[{'date_modified':{'$lt':'2001-01-02T00:00:00Z'}},"
                        + "{'last_name':'Late'}]}")
                .ids())
        .containsExactly(id);
  }

  @Test
  void anyFieldCanOrder() {
    List<String> titles =
        sugar
            .get("/Leads?fields=mkto_id&order_by=mkto_id:DESC&max_num=1000")
            .records()
            .findValuesAsText("mkto_id");

    assertThat(titles).hasSize(1000);
    List<Long> numbers = titles.stream().filter(t -> t.matches("\\d+")).map(Long::valueOf).toList();
    assertThat(numbers).isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void countsAreThoseOfTheFilter() {
    assertThat(sugar.get("/Leads/count").json().path("record_count").intValue()).isEqualTo(2500);
    assertThat(
            sugar
                .post("/Leads/filter/count", "{'filter':[{'id':'nobody'}]}")
                .json()
                .path("record_count")
                .intValue())
        .isZero();
    assertThat(sugar.post("/Leads/count", "{}").error()).isEqualTo("404 no_method");
  }
}
