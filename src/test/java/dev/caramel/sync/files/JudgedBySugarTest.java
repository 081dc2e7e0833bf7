package dev.caramel.sync.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caramel.Caramel;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.Syncs;
import dev.caramel.sync.definition.SyncTexts;
import dev.caramel.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole program against a Sugar: its files are judged by what that Sugar has. */
class JudgedBySugarTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static ConfigurableApplicationContext program;

  @BeforeAll
  static void start() throws IOException {
    sandbox = Sandbox.builder().leads(30).contacts(10).prospects(10).start();
    try (Stream<Path> shipped = Files.list(Path.of("routes/syncs"))) {
      for (Path file : shipped.toList()) {
        write(file.getFileName().toString(), Files.readString(file));
      }
    }
    program =
        new SpringApplicationBuilder(Caramel.class)
            .run(
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=postgres",
                "--server.port=0",
                "--caramel.admin-key=an admin key of the tests, long enough",
                "--caramel.routes.directory=" + directory,
                "--caramel.routes.poll-interval=50ms",
                "--caramel.sugar.url=" + sandbox.url(),
                "--caramel.sugar.username=caramel",
                "--caramel.sugar.password=sandbox",
                "--caramel.routes.sugar-patience=1s",
                "--caramel.sugar.policy.busy.first-pause=20ms",
                "--caramel.sugar.policy.busy.longest-pause=50ms");
  }

  @AfterAll
  static void stop() {
    program.close();
    sandbox.close();
  }

  private static void write(String file, String text) throws IOException {
    Files.createDirectories(directory.resolve("syncs"));
    Files.writeString(directory.resolve("syncs").resolve(file), text);
  }

  private static LoadedSync judged(String id, String text) throws IOException {
    write(id + ".camel.yaml", text);
    Syncs syncs = program.getBean(SyncRegistry.class);
    await().atMost(Duration.ofSeconds(20)).until(() -> syncs.find(id).isPresent());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> syncs.find(id).orElseThrow().state() != State.UNVERIFIED);
    return syncs.find(id).orElseThrow();
  }

  @Test
  void theShippedListsAreRightForAStockSugar() {
    Syncs syncs = program.getBean(SyncRegistry.class);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(syncs.find("all-sugar-leads"))
                    .hasValueSatisfying(
                        sync -> {
                          assertThat(sync.state()).isEqualTo(State.READY);
                          assertThat(sync.errors())
                              .anySatisfy(
                                  note ->
                                      assertThat(note.message())
                                          .startsWith("The push of \"Lead Score\" is off: "));
                        }));
    for (String id : List.of("all-sugar-contacts", "all-sugar-targets", "trade-show-2026")) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(syncs.find(id))
                      .hasValueSatisfying(
                          sync -> {
                            assertThat(sync.errors()).isEmpty();
                            assertThat(sync.state()).isEqualTo(State.READY);
                          }));
    }
    assertThat(
            database
                .jdbc()
                .sql(
                    "select name || ' ' || type || ' ' || coalesce(role, '-') from list_column"
                        + " where list_id = 'all-sugar-leads' and name in ('Email', 'Status', 'Assigned To', 'Created', 'Do Not Call')")
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder(
            "Email email email",
            "Status enum -",
            "Assigned To relate owner",
            "Created datetime -",
            "Do Not Call bool -");
  }

  @Test
  void aModuleIsRecognisedByTheNameOnSugarsScreens() throws IOException {
    LoadedSync sync =
        judged(
            "by-label", SyncTexts.onDemand("by-label").replace("module: Leads", "module: Targets"));

    assertThat(sync.state()).isEqualTo(State.REFUSED);
    assertThat(sync.errors())
        .containsExactly(
            new Mistake(
                6,
                "Sugar has no module 'Targets', or its user may not see it. Its screens call 'Prospects' so: did you mean that?"));
  }

  @Test
  void fieldsAreRecognisedByNameAndByLabel() throws IOException {
    LoadedSync sync =
        judged(
            "fields",
            SyncTexts.onDemand("fields")
                .replace(
                    "          Last Name: last_name\n",
                    "          Last Name: lst_name\n          Phone: office_phone\n"));

    assertThat(sync.errors())
        .containsExactly(
            new Mistake(
                9,
                "Sugar's Leads has no field 'lst_name', or its user may not read it. Did you mean 'last_name'?"),
            new Mistake(
                10,
                "Sugar's Leads has no field 'office_phone', or its user may not read it. Did you mean 'phone_work' (Office Phone)?"));
  }

  @Test
  void aFilterThatSugarWouldDropOrRefuseIsRefused() throws IOException {
    LoadedSync sync =
        judged(
            "filtered",
            SyncTexts.onDemand("filtered")
                .replace(
                    "        columns:\n",
                    String.join(
                        "\n",
                        "        filter: |",
                        "          [",
                        "            {\"full_name\": {\"$starts\": \"A\"}},",
                        "            {\"$or\": [",
                        "              {\"statuss\": \"New\"},",
                        "              {\"status\": {\"$equal\": \"New\"}},",
                        "              {\"accounts.industri\": \"Energy\"}",
                        "            ]}",
                        "          ]",
                        "        columns:\n")));

    assertThat(sync.errors())
        .containsExactly(
            new Mistake(
                9,
                "Sugar would drop the condition on 'full_name' silently, and the filter would match everything: the field has no column in its database. Filter by one that has, such as last_name."),
            new Mistake(
                11,
                "Sugar's Leads has no field 'statuss', or its user may not read it. Did you mean 'status'?"),
            new Mistake(12, "Sugar's filters know no operator '$equal'. Did you mean '$equals'?"),
            new Mistake(
                13,
                "Sugar's Accounts has no field 'industri', or its user may not read it. Did you mean 'industry'?"));
  }

  @Test
  void targetListsAndTeamsMustExist() throws IOException {
    LoadedSync list =
        judged(
            "no-list",
            SyncTexts.onDemand("no-list")
                .replace(
                    "        columns:\n",
                    "        targetList: Trade Show 2025\n        columns:\n"));
    LoadedSync team =
        judged(
            "no-team",
            SyncTexts.onDemand("no-team")
                .replace("        columns:\n", "        team: west\n        columns:\n"));

    assertThat(list.errors())
        .containsExactly(
            new Mistake(
                7,
                "Sugar has no target list 'Trade Show 2025', or its user may not see it. Did you mean 'Trade Show 2026'?"));
    assertThat(team.errors())
        .containsExactly(
            new Mistake(
                7,
                "Sugar has no team 'west', or its user may not see it; the name is compared exactly. Did you mean 'West'?"));
  }

  @Test
  void aTargetListMayBeNamedByItsId() throws IOException {
    LoadedSync list =
        judged(
            "list-by-id",
            SyncTexts.onDemand("list-by-id")
                .replace(
                    "        columns:\n",
                    "        targetList: 1d5c7e08-8712-11f0-9a01-0242ac120004\n        columns:\n"));

    assertThat(list.errors()).isEmpty();
    assertThat(list.state()).isEqualTo(State.READY);
  }

  @Test
  void aFieldThatOnlyPushNeedsSwitchesThatPushOff() throws IOException {
    LoadedSync sync = judged("all-leads", SyncTexts.LEADS);

    assertThat(sync.state()).isEqualTo(State.READY);
    assertThat(sync.errors())
        .contains(
            new Mistake(
                12,
                "The push of \"Lead Score\" is off: Sugar's Leads has no field caramel_lead_score_c, or a role hides it from our user. Install Caramel's package in Sugar (it is at /packages/), or add a field of the type Integer in Admin > Studio. It begins by itself when the field is there; the pull goes on."));
  }

  @Test
  void anUnknownAccountIsRefused() throws IOException {
    LoadedSync sync =
        judged(
            "accounted",
            SyncTexts.onDemand("accounted")
                .replace(
                    "        module: Leads\n",
                    "        account: defualt\n        module: Leads\n"));

    assertThat(sync.errors())
        .containsExactly(new Mistake(6, "There is no account 'defualt'. Did you mean 'default'?"));
  }

  @Test
  void aSyncIsUnverifiedUntilSugarCanBeAsked() throws IOException {
    SyncRegistry syncs = program.getBean(SyncRegistry.class);
    sandbox.faults().add(Fault.ofStatus(503).on("ProspectLists").times(-1));
    write("late.camel.yaml", targetList("late", "Newsletter"));
    write("wrong.camel.yaml", targetList("wrong", "Newslettr"));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(List.of("late", "wrong"))
                    .allSatisfy(
                        id ->
                            assertThat(syncs.find(id))
                                .hasValueSatisfying(
                                    sync -> {
                                      assertThat(sync.state()).isEqualTo(State.UNVERIFIED);
                                      assertThat(sync.definition()).isNotNull();
                                      assertThat(sync.errors())
                                          .singleElement()
                                          .satisfies(e -> assertThat(e.line()).isNull());
                                    })));

    // Before Sugar can be asked: else it may be found wrong, and be taken out, while nothing runs.
    syncs.runBegan("wrong");
    sandbox.faults().clear();

    assertThat(syncs.verify("late")).isEmpty();
    assertThat(syncs.find("late").orElseThrow().state()).isEqualTo(State.READY);
    assertThat(syncs.verify("wrong")).extracting(Mistake::line).containsExactly(7);
    assertThat(syncs.definition("wrong")).isPresent();

    syncs.runEnded("wrong");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(syncs.find("wrong").map(LoadedSync::state)).contains(State.REFUSED));
  }

  private static String targetList(String id, String name) {
    return SyncTexts.onDemand(id)
        .replace("        columns:\n", "        targetList: " + name + "\n        columns:\n");
  }
}
