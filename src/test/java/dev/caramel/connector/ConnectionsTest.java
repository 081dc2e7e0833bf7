package dev.caramel.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;

/** Two Sugars; the login of the second comes from files, which change while Caramel runs. */
class ConnectionsTest {
  private static final String LOGIN = "caramel.sugar.connections.second.";
  private static final Sandbox SECOND = Sandbox.builder().leads(7).seed(2).start();
  private static final Path SECRETS = secrets();

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(5))
          .with("spring.config.import", "configtree:" + SECRETS + "/")
          .with(LOGIN + "url", SECOND.url());

  private static final String RULES =
      """
      list: Leads of a Sugar
      module: Leads
      columns:
        Email: email
      pull:
        add: true
      """;

  @AfterAll
  static void close() throws IOException {
    SECOND.close();
    FileSystemUtils.deleteRecursively(SECRETS);
  }

  @BeforeEach
  void theLoginIsTheFirstAgain() {
    user("caramel", "sandbox");
    give("username", "caramel");
    give("password", "sandbox");
    give("platform", "caramel");
    caramel.post("/api/accounts", "{\"id\":\"second\",\"name\":\"S\",\"connection\":\"second\"}");
  }

  @Test
  void each_account_may_name_its_own_sugar_and_a_sync_another() {
    caramel.sync("first-leads", RULES);
    caramel.sync("second-leads", "account: second\n" + RULES);
    caramel.sync("named-leads", "connection: second\n" + RULES);

    assertThat(records("first-leads"))
        .containsExactlyInAnyOrderElementsOf(caramel.sandbox().sugar().ids("Leads"));
    assertThat(records("second-leads"))
        .containsExactlyInAnyOrderElementsOf(SECOND.sugar().ids("Leads"));
    assertThat(records("named-leads"))
        .containsExactlyInAnyOrderElementsOf(SECOND.sugar().ids("Leads"));
  }

  @Test
  void a_new_password_in_a_file_is_used_by_the_next_run() {
    caramel.sync("password-leads", "account: second\n" + RULES);
    user("caramel", "exchanged");
    SECOND.instance().sessions().endAll();
    assertThat(caramel.run("password-leads").path("outcome").asText()).isEqualTo("failed");

    give("password", "exchanged\n");

    JsonNode run = caramel.run("password-leads");
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
  }

  @Test
  void a_new_user_and_platform_in_files_are_used_by_the_next_run() {
    caramel.sync("user-leads", "account: second\n" + RULES);
    give("username", "ines");
    give("platform", "base");

    assertThat(caramel.run("user-leads").path("outcome").asText()).isEqualTo("succeeded");

    assertThat(caramel.get("/api/sugar/test?connection=second").path("steps").path(0).toString())
        .contains("User ines", "platform base");
    assertThat(caramel.jdbc().sql("select id from sugar_session").query(String.class).list())
        .contains(SECOND.url() + " ines base");
  }

  private static void user(String name, String password) {
    SugarUser user = Objects.requireNonNull(SECOND.users().find(name));
    SECOND.users().put(user.withPassword(password));
  }

  private static Path secrets() {
    try {
      return Files.createTempDirectory("caramel-secrets");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void give(String setting, String value) {
    try {
      Files.writeString(SECRETS.resolve(LOGIN + setting), value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> records(String list) {
    return caramel.members(list).stream()
        .map(member -> member.path("record").path("id").asText())
        .toList();
  }
}
