package dev.caramel.sync.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sync.definition.SyncTexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of an engineer and of a build server: what it says, and how it ends. */
class CheckCommandTest {
  private static Sandbox sandbox;

  @TempDir Path directory;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @BeforeAll
  static void start() {
    sandbox = Sandbox.builder().leads(20).contacts(5).prospects(5).start();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int check(String... arguments) {
    bytes.reset();
    return CheckCommand.run(List.of(arguments), new PrintStream(bytes, true, UTF_8));
  }

  private int checkWith(Sandbox sugar) {
    return checkWith(sugar, "sandbox");
  }

  private int checkWith(Sandbox sugar, String password) {
    return check(
        directory.toString(),
        "--caramel.sugar.url=" + sugar.url(),
        "--caramel.sugar.username=caramel",
        "--caramel.sugar.password=" + password);
  }

  /** Logs in as the running program does. */
  private static String login() throws IOException {
    String body =
        "{\"grant_type\":\"password\",\"client_id\":\"sugar\",\"client_secret\":\"\",\"username\":\"caramel\","
            + "\"password\":\"sandbox\",\"platform\":\"caramel\"}";
    return new ObjectMapper()
        .readTree(send("POST", "/rest/v10/oauth2/token", "", body).body())
        .path("access_token")
        .asText();
  }

  private static int statusOf(String method, String path, String token, String body)
      throws IOException {
    return send(method, path, token, body).statusCode();
  }

  private static HttpResponse<String> send(String method, String path, String token, String body)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.url() + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("OAuth-Token", token)
            .build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<String> lines() {
    return bytes
        .toString(UTF_8)
        .lines()
        .map(l -> l.replace(directory.toString(), "routes"))
        .toList();
  }

  @Test
  void allMistakesOfAllFilesAreToldWithFileAndLineOffline() throws IOException {
    write(
        "syncs/one.camel.yaml",
        SyncTexts.onDemand("one")
            .replace("module: Leads", "modul: Leads")
            .replace("direct:pull-from-sugar", "direct:pul-from-sugar"));
    write("syncs/two.camel.yaml", SyncTexts.scheduled("two", "0 0 25 * * ?"));
    write("syncs/more/two.camel.yaml", SyncTexts.onDemand("two"));
    write("own/wash.camel.yaml", "- route:\n    id: wash\n    from:\n      uri: direkt:wash\n");

    assertThat(check(directory.toString(), "--offline")).isEqualTo(CheckCommand.WRONG);

    assertThat(lines())
        .anySatisfy(
            line ->
                assertThat(line).startsWith("routes/own/wash.camel.yaml:4: ").contains("direkt"))
        .contains(
            "routes/syncs/one.camel.yaml:5: The property 'module' is missing: name Sugar's module, such as Leads.",
            "routes/syncs/one.camel.yaml:6: A sync has no property 'modul'. Did you mean 'module'?",
            "routes/syncs/one.camel.yaml:20: No route begins with 'direct:pul-from-sugar'. Did you mean 'direct:pull-from-sugar'?")
        .anySatisfy(line -> assertThat(line).startsWith("routes/syncs/two.camel.yaml:19: The cron"))
        .anySatisfy(line -> assertThat(line).contains("The id 'two' belongs to"));
  }

  @Test
  void aReplacedSharedRouteIsJudgedAndWhatItNoLongerHoldsIsMissed() throws IOException {
    write("syncs/one.camel.yaml", SyncTexts.onDemand("one"));
    write(
        "sync/pull-from-sugar.camel.yaml",
        LoaderFixture.BLOCK.replace("%s", "pull-from-suger").replace("mock:", "log:"));

    assertThat(check(directory.toString(), "--offline")).isEqualTo(CheckCommand.WRONG);

    assertThat(lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("routes/syncs/one.camel.yaml:20: No route begins with"));
  }

  @Test
  void rightFilesAreToldInOneLineAndWhatIsLeftOut() throws IOException {
    write("syncs/one.camel.yaml", SyncTexts.onDemand("one"));

    assertThat(check(directory.toString(), "--offline")).isEqualTo(CheckCommand.RIGHT);

    assertThat(lines())
        .containsExactly(
            "Checked 1 file in routes: no mistakes.",
            "Sugar was not asked (--offline): modules, fields, filters, target lists and teams are unjudged.");
  }

  @Test
  void aFileThatIsNotLoadedForItsNameIsPointedOut() throws IOException {
    write("syncs/one.camel.yaml", SyncTexts.onDemand("one"));
    write("syncs/two.yaml", SyncTexts.onDemand("two"));

    assertThat(check(directory.toString(), "--offline")).isEqualTo(CheckCommand.RIGHT);

    assertThat(lines())
        .contains(
            "routes/syncs/two.yaml: note: This is not loaded: a route file's name begins with a letter or digit and ends in .camel.yaml.");
  }

  @Test
  void sugarJudgesUnderAPlatformOfItsOwnAndTheRunningSessionGoesOn() throws IOException {
    String running = login();
    write(
        "syncs/one.camel.yaml",
        SyncTexts.onDemand("one").replace("Last Name: last_name", "Last Name: lst_name"));

    assertThat(checkWith(sandbox)).isEqualTo(CheckCommand.WRONG);

    assertThat(lines())
        .containsExactly(
            "routes/syncs/one.camel.yaml:9: Sugar's Leads has no field 'lst_name', or its user may not read it. Did you mean 'last_name'?",
            "Checked 1 file in routes: 1 mistake in 1 file.");
    assertThat(statusOf("GET", "/rest/v11_5/me", running, null)).isEqualTo(200);
  }

  /** The file's own, those against other files, Camel's, Quartz' and Sugar's. */
  @Test
  void allMistakesOfAFileAreToldAtOnceWhoeverFindsThem() throws IOException {
    write(
        "syncs/one.camel.yaml",
        SyncTexts.scheduled("one", "0 0 25 * * ?")
            .replace("        module: Leads\n", "        module: Leads\n        teem: East\n")
            .replace("last_name", "lst_name")
            .replace("update: Email", "update: Emial")
            .replace("add: true", "add: perhaps")
            .replace(
                "            uri: direct:pull-from-sugar",
                "            uri: direct:pull-from-suger\n        - too:\n            uri: log:x"));

    assertThat(checkWith(sandbox)).isEqualTo(CheckCommand.WRONG);

    assertThat(lines().stream().map(line -> line.replaceAll("^routes/syncs/one.camel.yaml:", "")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("7: A sync has no property 'teem'. Did you mean"),
            line -> assertThat(line).startsWith("10: Sugar's Leads has no field 'lst_name'"),
            line -> assertThat(line).contains("no step of its route calls direct:pull-from-sugar"),
            line -> assertThat(line).startsWith("12: 'add' is 'perhaps': it may be true or false."),
            line -> assertThat(line).startsWith("13: Pull updates 'Emial', which is no column"),
            line -> assertThat(line).startsWith("20: The cron '0 0 25 * * ?' is none that Quartz"),
            line ->
                assertThat(line).startsWith("23: No route begins with 'direct:pull-from-suger'"),
            line ->
                assertThat(line).startsWith("24: Camel knows no 'too' here. Did you mean 'to'?"),
            line -> assertThat(line).isEqualTo("Checked 1 file in routes: 8 mistakes in 1 file."));
  }

  @Test
  void theShippedListsAreRightForAStockSugar() throws IOException {
    for (String id :
        List.of("all-sugar-leads", "all-sugar-contacts", "all-sugar-targets", "trade-show-2026")) {
      String path = "syncs/" + id + ".camel.yaml";
      write(path, Files.readString(Path.of("routes", path)));
    }

    assertThat(checkWith(sandbox)).isEqualTo(CheckCommand.RIGHT);

    assertThat(lines()).hasSize(2).last().isEqualTo("Checked 4 files in routes: no mistakes.");
    assertThat(lines().get(0))
        .as("the package that brings the field is not installed")
        .startsWith("routes/syncs/all-sugar-leads.camel.yaml:")
        .contains("note: The push of \"Lead Score\" is off", "Install Caramel's package");
  }

  @Test
  void aRefusedLoginIsNotGreenAndIsTriedOnce() throws IOException {
    write("syncs/one.camel.yaml", SyncTexts.onDemand("one"));
    write("syncs/two.camel.yaml", SyncTexts.onDemand("two"));

    assertThat(checkWith(sandbox, "wrong")).isEqualTo(CheckCommand.UNJUDGED);

    assertThat(lines()).hasSize(3);
    assertThat(lines().get(1))
        .isEqualTo("2 files could not be judged against Sugar; --offline leaves that out.");
    assertThat(lines().get(2))
        .contains("the user name or the password is wrong")
        .doesNotContain("tries again");
  }

  @Test
  void anUnregisteredPlatformIsNamedWithWhatToDo() throws IOException {
    write("syncs/one.camel.yaml", SyncTexts.onDemand("one"));
    try (Sandbox strict = Sandbox.builder().leads(5).withoutPlatform("caramel-check").start()) {
      assertThat(checkWith(strict)).isEqualTo(CheckCommand.UNJUDGED);
    }

    assertThat(lines().get(2))
        .contains("the API platform \"caramel-check\" is not registered")
        .contains("Admin > Configure API Platforms");
  }

  @Test
  void withoutAnySugarItSaysWhichSettingsAreMissing() throws IOException {
    write("syncs/one.camel.yaml", SyncTexts.onDemand("one"));

    assertThat(check(directory.toString())).isEqualTo(CheckCommand.UNJUDGED);

    assertThat(lines().get(2)).contains("CARAMEL_SUGAR_URL");
  }

  @Test
  void wrongUsageIsToldApartFromWrongFiles() throws IOException {
    assertThat(check("--offlin")).isEqualTo(CheckCommand.MISUSED);
    assertThat(lines().get(0))
        .isEqualTo("There is no option '--offlin'. Did you mean '--offline'?");
    assertThat(check("a", "b")).isEqualTo(CheckCommand.MISUSED);
    assertThat(check(directory.resolve("none").toString(), "--offline"))
        .isEqualTo(CheckCommand.MISUSED);
    assertThat(lines().get(0)).isEqualTo("There is no routes directory routes/none.");
    assertThat(check(directory.toString(), "--offline")).isEqualTo(CheckCommand.MISUSED);
    assertThat(lines().get(0)).startsWith("There is no route file in routes");
    assertThat(check("--help")).isEqualTo(CheckCommand.RIGHT);
    assertThat(lines().get(0)).startsWith("Usage: java -jar caramel.jar check");
  }
}
