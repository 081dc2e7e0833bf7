package dev.caramel.sync.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.SyncUnloaded;
import dev.caramel.sync.definition.SyncTexts;
import java.nio.file.Files;
import javax.sql.DataSource;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quartz.CronTrigger;
import org.quartz.JobPersistenceException;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

class SchedulesTest extends LoaderTest {
  private static final TriggerKey KEY = new TriggerKey("one", "sync");

  /** The stored trigger; for a moment there is none while it is replaced. */
  private CronTrigger trigger() throws SchedulerException {
    Trigger trigger = loader.scheduler.getTrigger(KEY);
    assertThat(trigger).isNotNull();
    return (CronTrigger) trigger;
  }

  @Test
  void aChangedCronAndAChangedTimeZoneChangeTheStoredTrigger() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.start();
    assertThat(trigger().getCronExpression()).isEqualTo("0 0 2 * * ?");

    loader.write(FILE, SyncTexts.scheduled("one", "0 30 4 * * ?"));
    awaitTrigger()
        .untilAsserted(() -> assertThat(trigger().getCronExpression()).isEqualTo("0 30 4 * * ?"));

    loader.write(
        FILE,
        SyncTexts.scheduled("one", "0 30 4 * * ?")
            .replace("?\"\n", "?\"\n        trigger.timeZone: Asia/Tokyo\n"));
    awaitTrigger()
        .untilAsserted(() -> assertThat(trigger().getTimeZone().getID()).isEqualTo("Asia/Tokyo"));

    loader.write(FILE, SyncTexts.onDemand("one"));
    awaitTrigger().untilAsserted(() -> assertThat(loader.scheduler.getTrigger(KEY)).isNull());
  }

  /** A trigger that is just being replaced has no cron for a moment, and the job store says so. */
  private static ConditionFactory awaitTrigger() {
    return await().ignoreExceptionsInstanceOf(JobPersistenceException.class);
  }

  @Test
  void deletingAFileEndsTheScheduleAndKeepsTheList() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.start();

    loader.delete(FILE);

    await().untilAsserted(() -> assertThat(loader.events).contains(new SyncUnloaded("one")));
    assertThat(loader.registry.find("one")).isEmpty();
    assertThat(routeIds()).containsExactly("pull-from-sugar", "push-to-sugar");
    await()
        .untilAsserted(
            () -> assertThat(loader.scheduler.getTrigger(new TriggerKey("one", "sync"))).isNull());
    assertThat(
            database
                .jdbc()
                .sql("select count(*) from list where id = 'one'")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aScheduleThatIsJustBeingLoadedIsNotLeftOver() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.start();
    LiveNodes other = otherNode();
    loader.onEvent = event -> tidyUp(other);

    loader.write("syncs/two.camel.yaml", SyncTexts.scheduled("two", "0 0 3 * * ?"));

    await().untilAsserted(() -> assertThat(loader.events).contains(new SyncLoaded("two")));
    assertThat(loader.scheduler.getTrigger(new TriggerKey("two", "sync"))).isNotNull();
  }

  @Test
  void aScheduleIsNotLoadedWhileLeftOverOnesAreRemoved() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.start();
    loader.write("syncs/two.camel.yaml", SyncTexts.scheduled("two", "0 0 3 * * ?"));

    otherNode()
        .whileNoScheduleComes(
            held -> {
              await().until(() -> waitsForTheOther() || triggerOf("two") != null);
              new Schedules(loader.scheduler).removeLeftOver(held);
            });

    await().untilAsserted(() -> assertThat(loader.events).contains(new SyncLoaded("two")));
    assertThat(triggerOf("two")).isNotNull();
    assertThat(trigger()).isNotNull();
  }

  @Test
  void aScheduleThatOthersRemovedWhileThisNodeWasSilentComesBackAndFires() throws Exception {
    loader.write(FILE, SyncTexts.scheduled("one", "* * * * * ?"));
    loader.write("syncs/two.camel.yaml", SyncTexts.scheduled("two", "0 0 3 * * ? 2099"));
    loader.write("syncs/three.camel.yaml", thrice("three"));
    loader.start();
    silence("11 minutes");
    tidyUp(otherNode());
    assertThat(triggerOf("one")).isNull();
    MockEndpoint fired = loader.camel.getEndpoint("mock:pull-from-sugar", MockEndpoint.class);
    fired.reset();

    loader.beat();

    await().untilAsserted(() -> assertThat(fired.getReceivedCounter()).isPositive());
    await().untilAsserted(() -> assertThat(triggerOf("two")).isNotNull());
    await().until(() -> !loader.nodes.seemedDead());
    assertThat(triggerOf("three")).as("one that fires three times may have done so").isNull();
    tidyUp(otherNode());
    assertThat(trigger()).as("the node is known to be alive again").isNotNull();
  }

  @Test
  void aNodeThatWasSilentForSomeMinutesLosesNoScheduleToOneThatWakesUpBeforeIt() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.start();
    silence("9 minutes");

    tidyUp(otherNode());

    assertThat(triggerOf("one")).isNotNull();
  }

  @Test
  void aJobThatLostItsTriggerKeepsItsFileOutOnlyOnce() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.start();
    loseTrigger();
    loader.write(FILE, SyncTexts.scheduled("one", "0 30 4 * * ?"));
    await().until(() -> sync("one").editRefused() || triggerOf("one") != null);

    loader.judgeAgain();

    awaitTrigger()
        .untilAsserted(() -> assertThat(trigger().getCronExpression()).isEqualTo("0 30 4 * * ?"));
  }

  /** A schedule that is missing although this node was never silent is ops' to look at. */
  @Test
  void aScheduleThatSomebodyTookAwayIsNotMadeAgainByABeat() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.write("syncs/two.camel.yaml", SyncTexts.scheduled("two", "0 0 3 * * ?"));
    loader.start();
    loader.beat();
    await().until(() -> !loader.nodes.seemedDead());
    loader.scheduler.unscheduleJob(KEY);

    loader.beat();
    loader.delete("syncs/two.camel.yaml");

    await().untilAsserted(() -> assertThat(loader.events).contains(new SyncUnloaded("two")));
    assertThat(triggerOf("one")).isNull();
  }

  private static LiveNodes otherNode() {
    DataSource source = database.dataSource();
    LiveNodes other =
        new LiveNodes(JdbcClient.create(source), new DataSourceTransactionManager(source), "other");
    other.beat();
    return other;
  }

  private void tidyUp(LiveNodes node) {
    node.whileNoScheduleComes(new Schedules(loader.scheduler)::removeLeftOver);
  }

  private static void silence(String time) {
    database
        .jdbc()
        .sql("update node set beat_at = now() - ?::interval where id = 'this-node'")
        .param(time)
        .update();
  }

  private static String thrice(String id) {
    return SyncTexts.scheduled(id, "X")
        .replace("cron: \"X\"", "trigger.repeatInterval: 3600000\n        trigger.repeatCount: 2");
  }

  private static boolean waitsForTheOther() {
    return database
        .jdbc()
        .sql("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
        .query(Boolean.class)
        .single();
  }

  private static void loseTrigger() {
    database.jdbc().sql("delete from qrtz_cron_triggers").update();
    database.jdbc().sql("delete from qrtz_triggers").update();
  }

  private @Nullable Trigger triggerOf(String sync) throws SchedulerException {
    return loader.scheduler.getTrigger(new TriggerKey(sync, "sync"));
  }

  @Test
  void aTriggerThatNoLiveNodeHoldsIsRemovedAtTheStart() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.write("syncs/two.camel.yaml", SyncTexts.scheduled("two", "0 0 3 * * ?"));
    loader.write("syncs/three.camel.yaml", SyncTexts.scheduled("three", "0 0 3 * * ?"));
    loader.start();
    loader.close();
    database
        .jdbc()
        .sql(
            "insert into node (id, beat_at) values ('other', now()), ('dead', now() - interval '11 minutes')")
        .update();
    database
        .jdbc()
        .sql("insert into node_sync values ('other', 'two'), ('dead', 'three')")
        .update();
    Files.delete(directory.resolve("syncs/two.camel.yaml"));
    Files.delete(directory.resolve("syncs/three.camel.yaml"));

    loader = new LoaderFixture(database.url(), directory, null);
    loader.start();

    assertThat(loader.scheduler.getTrigger(new TriggerKey("one", "sync"))).isNotNull();
    assertThat(loader.scheduler.getTrigger(new TriggerKey("two", "sync"))).isNotNull();
    assertThat(loader.scheduler.getTrigger(new TriggerKey("three", "sync"))).isNull();
  }
}
