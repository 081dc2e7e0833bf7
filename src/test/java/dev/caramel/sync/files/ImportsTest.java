package dev.caramel.sync.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that a marketing user imports over the API. */
class ImportsTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(
              sandbox ->
                  sandbox
                      .leads(20)
                      .withField("Leads", custom("shoe_size_c", "Shoe Size"))
                      .withField("Contacts", custom("only_c", "Only of Contacts"))
                      .withField("Contacts", custom("caramel_lead_score_c", "Lead Score")))
          .with("caramel.sugar.connections.away.url", "http://127.0.0.1:1")
          .with("caramel.sugar.connections.away.username", "caramel")
          .with("caramel.sugar.connections.away.password", "sandbox");

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
        .contains(
            ": email",
            ": last_name",
            ": assigned_user_name",
            "push:\n          update: Lead Score\n",
            "uri: direct:push-to-sugar");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> caramel.lastRun("plain").hasNonNull("endedAt"));
    assertThat(caramel.lastRun("plain").path("outcome").asText()).isEqualTo("succeeded");
    Map<String, String> roles = new TreeMap<>();
    for (JsonNode column : caramel.get("/api/lists/plain").path("columns")) {
      if (column.hasNonNull("role")) {
        roles.put(column.path("role").asText(), column.path("field").asText());
      }
    }
    assertThat(roles)
        .isEqualTo(
            Map.of(
                "email", "email",
                "lead-score", "caramel_lead_score_c",
                "owner", "assigned_user_name"));
  }

  @Test
  void an_import_calls_its_columns_by_the_standard_names_of_its_account() throws IOException {
    account("named");
    names("named", "{\"names\":[\"E-Mail\",\"lastname\",\"Something else\"]}");

    post("{\"module\":\"Leads\",\"name\":\"By name\",\"account\":\"named\"}");

    assertThat(Files.readString(caramel.routes().resolve("syncs/by-name.camel.yaml")))
        .contains(" E-Mail: email\n", " lastname: last_name\n", " First Name: first_name\n")
        .doesNotContain("Something else", "Email Address");
  }

  @Test
  void optimize_for_sugarcrm_adds_the_labels_of_all_fields_once_behind_the_names_that_are_there() {
    account("optimized");
    names("optimized", "{\"names\":[\"Nickname\",\"last NAME\"]}");

    JsonNode names = optimize("optimized");

    List<String> told = new ArrayList<>();
    names.path("names").forEach(name -> told.add(name.asText()));
    assertThat(told)
        .startsWith("Nickname", "last NAME")
        .contains("Email Address", "First Name", "Shoe Size", "Only of Contacts")
        .doesNotContain("Last Name")
        .doesNotHaveDuplicates();
    assertThat(optimize("optimized")).isEqualTo(names);
    assertThat(caramel.get("/api/accounts/optimized/standard-fields")).isEqualTo(names);
    assertThat(caramel.get("/api/accounts/default/standard-fields").toString())
        .isEqualTo("{\"names\":[]}");
  }

  @Test
  void an_import_from_a_sugar_that_is_down_writes_nothing_and_says_so() throws IOException {
    caramel.post("/api/accounts", "{\"id\":\"down\",\"name\":\"D\",\"connection\":\"away\"}");

    HttpResponse<String> answer =
        post(
            "{\"module\":\"Leads\",\"name\":\"Down\",\"account\":\"down\",\"columns\":{\"A\":\"email\"}}");

    assertThat(answer.statusCode()).as(answer.body()).isIn(409, 502);
    assertThat(answer.body()).contains("Sugar").doesNotContain("Exception");
    assertThat(files()).noneMatch(file -> file.contains("down"));
  }

  @Test
  void optimize_for_sugarcrm_leaves_the_names_alone_where_sugar_does_not_answer() {
    caramel.post("/api/accounts", "{\"id\":\"away\",\"name\":\"A\",\"connection\":\"away\"}");
    names("away", "{\"names\":[\"Kept\"]}");

    HttpResponse<String> answer =
        caramel.send(
            "POST", "/api/accounts/away/standard-fields/optimize-for-sugarcrm", null, Map.of());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
    assertThat(answer.body()).contains("Sugar").doesNotContain("Exception");
    assertThat(caramel.get("/api/accounts/away/standard-fields").toString())
        .isEqualTo("{\"names\":[\"Kept\"]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'names':['A','a']} | twice",
        "{'names':[' ']} | printable",
        "{'names':['a\\tb']} | printable",
        "{'names':[null]} | names",
        "{'nam':[]} | names"
      })
  void a_standard_name_must_be_text_that_is_there_once(String body, String word) {
    HttpResponse<String> answer =
        caramel.send(
            "PUT", "/api/accounts/default/standard-fields", body.replace('\'', '"'), Map.of());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(word);
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

  private static SugarField custom(String name, String label) {
    return SugarField.of(
        Map.of(
            "name",
            name,
            "type",
            "varchar",
            "len",
            50,
            "source",
            "custom_fields",
            "labelValue",
            label));
  }

  private static void account(String id) {
    caramel.post("/api/accounts", "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(id, id));
  }

  private static void names(String account, String body) {
    String path = "/api/accounts/" + account + "/standard-fields";
    assertThat(caramel.send("PUT", path, body, Map.of()).statusCode()).isEqualTo(200);
  }

  private static JsonNode optimize(String account) {
    return caramel.post(
        "/api/accounts/" + account + "/standard-fields/optimize-for-sugarcrm", null);
  }

  private static HttpResponse<String> post(String order) {
    return caramel.send("POST", "/api/imports", order, Map.of());
  }
}
