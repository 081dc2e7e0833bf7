package dev.caramel.sync.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.definition.SyncTexts;
import java.nio.file.Files;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class LiveEditsTest extends LoaderTest {
  @Test
  void aNewFileIsLoadedWhileTheProgramRuns() throws Exception {
    loader.start();

    loader.write(FILE, NIGHTLY);

    await().untilAsserted(() -> assertThat(loader.registry.find("one")).isPresent());
    assertThat(sync("one").file()).isEqualTo(FILE);
    await().untilAsserted(() -> assertThat(loader.camel.getRoute("one")).isNotNull());
    await().untilAsserted(() -> assertThat(loader.events).containsExactly(new SyncLoaded("one")));
    assertThat(
            database
                .jdbc()
                .sql("select name from list where id = 'one'")
                .query(String.class)
                .single())
        .isEqualTo("The list one");
    assertThat(
            database
                .jdbc()
                .sql("select name || '=' || coalesce(role, '-') from list_column order by position")
                .query(String.class)
                .list())
        .containsExactly("Email=email", "Last Name=-");
  }

  @Test
  void aBadFileDoesNotKeepTheOthersFromLoading() throws Exception {
    loader.write("syncs/a-bad.camel.yaml", "- beans: [");
    loader.write("syncs/b-bad.camel.yaml", SyncTexts.onDemand("b-bad").replace("module", "modul"));
    loader.write(FILE, NIGHTLY);

    loader.start();

    assertThat(sync("a-bad").state()).isEqualTo(State.REFUSED);
    assertThat(sync("a-bad").definition()).isNull();
    assertThat(sync("b-bad").errors()).extracting(Mistake::line).containsExactly(5, 6);
    assertThat(sync("one").definition()).isNotNull();
    assertThat(routeIds()).containsExactly("one", "pull-from-sugar", "push-to-sugar");
  }

  @Test
  void aWrongEditKeepsTheLoadedDefinitionRunning() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.start();

    loader.write(FILE, NIGHTLY.replace("module: Leads", "modle: Leads"));

    await()
        .untilAsserted(
            () ->
                assertThat(sync("one").errors())
                    .extracting(Mistake::message)
                    .contains("A sync has no property 'modle'. Did you mean 'module'?"));
    assertThat(sync("one").state()).isEqualTo(State.UNVERIFIED);
    assertThat(sync("one").definition().module()).isEqualTo("Leads");
    assertThat(routeIds()).contains("one");

    loader.write(FILE, NIGHTLY.replace("module: Leads", "module: Contacts"));

    await()
        .untilAsserted(() -> assertThat(sync("one").definition().module()).isEqualTo("Contacts"));
    assertThat(sync("one").errors()).extracting(Mistake::line).containsOnlyNulls();
  }

  @Test
  void anEditOfASyncThatRunsWaitsUntilTheRunHasEnded() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.start();
    loader.registry.runBegan("one");

    loader.write(FILE, NIGHTLY.replace("The list one", "Renamed"));

    await().untilAsserted(() -> assertThat(sync("one").state()).isEqualTo(State.PENDING));
    assertThat(sync("one").definition().list()).isEqualTo("The list one");

    loader.registry.runEnded("one");

    await().untilAsserted(() -> assertThat(sync("one").definition().list()).isEqualTo("Renamed"));
    assertThat(sync("one").state()).isEqualTo(State.UNVERIFIED);
  }

  @Test
  void aFileInTheDirectoryTakesThePlaceOfTheShippedOneUntilItIsDeleted() throws Exception {
    String path = "sync/pull-from-sugar.camel.yaml";
    loader.start();
    MockEndpoint own = loader.camel.getEndpoint("mock:own", MockEndpoint.class);

    loader.write(path, loader.shipped.get(path).text().replace("mock:pull-from-sugar", "mock:own"));
    await()
        .untilAsserted(
            () -> {
              loader.camel.createProducerTemplate().sendBody("direct:pull-from-sugar", "x");
              assertThat(own.getReceivedCounter()).isPositive();
            });

    loader.delete(path);
    await()
        .untilAsserted(
            () -> {
              loader.camel.createProducerTemplate().sendBody("direct:pull-from-sugar", "x");
              assertThat(
                      loader
                          .camel
                          .getEndpoint("mock:pull-from-sugar", MockEndpoint.class)
                          .getReceivedCounter())
                  .isPositive();
            });
  }

  @Test
  void twoFilesWithOneIdAreToldAndTheFirstRunsOn() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.write("syncs/more/one.camel.yaml", SyncTexts.onDemand("one"));

    loader.start();

    assertThat(routeIds()).containsOnlyOnce("one");
    assertThat(loader.registry.all()).hasSize(1);
    assertThat(sync("one").errors())
        .extracting(Mistake::message)
        .contains("The file syncs/one.camel.yaml has the same id and is refused.");
  }

  @Test
  void twoSyncsThatPushOneFieldArePointedOutAndBothRun() throws Exception {
    for (String id : new String[] {"one", "two"}) {
      loader.write(
          "syncs/" + id + ".camel.yaml",
          SyncTexts.onDemand(id)
                  .replace(
                      "        pull:\n",
                      "        push:\n          update: Last Name\n        pull:\n")
                  .replace("update: Email, Last Name", "update: Email")
              + "        - to:\n            uri: direct:push-to-sugar\n");
    }

    loader.start();

    assertThat(sync("one").errors())
        .contains(
            new Mistake(
                null,
                "The sync 'two' pushes the field 'last_name' of Leads, too: both write it where they share a record."));
    assertThat(routeIds()).contains("one", "two");
  }

  @Test
  void editorsTemporaryFilesAreIgnored() throws Exception {
    loader.start();
    loader.write("syncs/.one.camel.yaml", NIGHTLY);
    loader.write("syncs/.#one.camel.yaml", NIGHTLY);
    loader.write("syncs/one.camel.yaml~", NIGHTLY);
    loader.write("syncs/_one.camel.yaml", NIGHTLY);
    loader.write("syncs/#one.camel.yaml#", NIGHTLY);
    loader.write("syncs/.hidden/one.camel.yaml", NIGHTLY);
    loader.write("syncs/two.camel.yaml", SyncTexts.onDemand("two"));

    await().untilAsserted(() -> assertThat(loader.registry.find("two")).isPresent());
    assertThat(loader.registry.all()).hasSize(1);
  }

  @Test
  void aMissingDirectoryIsWatchedUntilItComes() throws Exception {
    Files.delete(directory);
    loader.start();
    assertThat(loader.registry.all()).isEmpty();

    loader.write(FILE, NIGHTLY);

    await().untilAsserted(() -> assertThat(loader.registry.find("one")).isPresent());
  }

  @Test
  void aRefusedSyncIsLoadedWhenTheRouteThatItCallsComes() throws Exception {
    loader.write(
        FILE,
        NIGHTLY.replace(
            "module: Leads", "module: Leads\n        transform: direct:clean-phone-numbers"));
    loader.start();
    assertThat(sync("one").state()).isEqualTo(State.REFUSED);

    loader.write(
        "steps/clean-phone-numbers.camel.yaml",
        LoaderFixture.BLOCK.replace("%s", "clean-phone-numbers"));

    await().untilAsserted(() -> assertThat(sync("one").definition()).isNotNull());
  }

  @Test
  void anEditOfAPolicyHoldsForRoutesThatStandUnderIt() throws Exception {
    String policy =
        """
        - routeConfiguration:
            id: own
            onException:
              - onException:
                  exception:
                    - java.lang.Exception
                  handled:
                    constant:
                      expression: "true"
                  steps:
                    - to:
                        uri: mock:first
        """;
    loader.write("policies/own.camel.yaml", policy);
    loader.write(
        "steps/fails.camel.yaml",
        """
        - route:
            id: fails
            routeConfigurationId: own
            from:
              uri: direct:fails
              steps:
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: no
        """);
    loader.start();
    loader.camel.createProducerTemplate().sendBody("direct:fails", "x");
    assertThat(loader.camel.getEndpoint("mock:first", MockEndpoint.class).getReceivedCounter())
        .isEqualTo(1);
    MockEndpoint second = loader.camel.getEndpoint("mock:second", MockEndpoint.class);

    loader.write("policies/own.camel.yaml", policy.replace("mock:first", "mock:second"));

    await()
        .untilAsserted(
            () -> {
              loader.camel.createProducerTemplate().sendBody("direct:fails", "x");
              assertThat(second.getReceivedCounter()).isPositive();
            });
  }
}
