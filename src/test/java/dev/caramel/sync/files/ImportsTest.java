package dev.caramel.sync.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that a marketing user imports over the API. */
class ImportsTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(20));

  @Test
  void an_import_writes_the_file_that_a_colleague_would_have_written_and_it_runs()
      throws IOException {
    HttpResponse<String> answer =
        post(
            """
            {"module":"Leads","name":"Größe & Co. Leads",
             "filter":"[{\\"status\\":{\\"$not_equals\\":\\"Dead\\"}}]",
             "columns":{"Email":"email","Last Name":"last_name","No. of [old]: x":"title"}}
            """);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body())
        .isEqualTo("{\"sync\":\"grosse-co-leads\",\"file\":\"syncs/grosse-co-leads.camel.yaml\"}");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> caramel.lastRun("grosse-co-leads").hasNonNull("endedAt"));
    assertThat(caramel.lastRun("grosse-co-leads").path("outcome").asText()).isEqualTo("succeeded");
    assertThat(Files.readString(caramel.routes().resolve("syncs/grosse-co-leads.camel.yaml")))
        .isEqualTo(
            """
            - beans:
                - name: grosse-co-leads
                  type: dev.caramel.sync.ListSync
                  properties:
                    list: Größe & Co. Leads
                    account: default
                    module: Leads
                    filter: |
                      [{"status":{"$not_equals":"Dead"}}]
                    columns:
                      Email: email
                      Last Name: last_name
                      "No. of [old]: x": title
                    pull:
                      add: true
                      remove: true
                      update:
                        - Email
                        - Last Name
                        - "No. of [old]: x"
            - route:
                id: grosse-co-leads
                description: "Keeps the list Größe & Co. Leads in step with Sugar, every night at 02:00"
                from:
                  uri: quartz:sync/grosse-co-leads
                  parameters:
                    cron: "0 0 2 * * ?"
                  steps:
                    - to:
                        uri: direct:pull-from-sugar
            """);
    assertThat(post("{\"module\":\"Leads\",\"name\":\"grosse CO leads\"}").statusCode())
        .isEqualTo(409);
  }

  @Test
  void without_columns_the_recommended_fields_are_taken() throws IOException {
    assertThat(post("{\"module\":\"Contacts\",\"name\":\"Plain\"}").statusCode()).isEqualTo(201);

    assertThat(Files.readString(caramel.routes().resolve("syncs/plain.camel.yaml")))
        .contains(": email", ": last_name", ": assigned_user_name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'module':'Leeds','name':'Bad'} | Did you mean 'Leads'",
        "{'module':'Leads','name':'Bad','columns':{'A':'emial'}} | email",
        "{'module':'Leads','name':'Bad','columns':{'A':'email'},'schedule':'often'} | often",
        "{'module':'Leads','name':'Bad','columns':{'A':'email'},'targetList':'Nope'} | Nope",
        "{'module':'Leads','name':'Bad','columns':{'A':'email'},'account':'nope'} | nope",
        "{'module':'Leads','name':'Bad','columns':{'A':'email'},'filter':'no json'} | filter",
        "{'module':'Leads','name':'Bad','columns':{'A':null}} | columns",
        "{'module':'Leads','name':'../..'} | letters"
      })
  void what_would_be_refused_is_not_written(String order, String words) throws IOException {
    HttpResponse<String> answer = post(order.replace('\'', '"'));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(words);
    assertThat(files()).noneMatch(file -> file.contains("bad"));
  }

  @Test
  void a_folder_that_cannot_be_written_is_told_and_nothing_half_written_remains()
      throws IOException {
    Path taken = caramel.routes().resolve("syncs/folder-taken.camel.yaml");
    Files.createDirectories(caramel.routes().resolve("syncs/.unwritable.import/x"));
    Files.createDirectories(taken.resolve("x"));

    HttpResponse<String> blocked =
        post("{\"module\":\"Leads\",\"name\":\"Unwritable\",\"columns\":{\"A\":\"email\"}}");

    assertThat(blocked.statusCode()).as(blocked.body()).isEqualTo(409);
    assertThat(blocked.body()).contains("can't be written").doesNotContain("Exception");
    assertThat(files()).noneMatch(file -> file.equals("unwritable.camel.yaml"));
    assertThat(
            post("{\"module\":\"Leads\",\"name\":\"Folder taken\",\"columns\":{\"A\":\"email\"}}")
                .statusCode())
        .isEqualTo(409);
    assertThat(files()).doesNotContain(".folder-taken.import");
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(caramel.routes().resolve("syncs"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static HttpResponse<String> post(String order) {
    return caramel.send("POST", "/api/imports", order, Map.of());
  }
}
