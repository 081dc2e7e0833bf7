package dev.caramel.sync.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.SyncUnloaded;
import dev.caramel.sync.definition.SyncTexts;
import java.nio.file.Files;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.component.quartz.CamelJob;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobPersistenceException;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
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
    loader.onEvent = event -> removeLeftOver(other::heldSchedules);

    loader.write("syncs/two.camel.yaml", SyncTexts.scheduled("two", "0 0 3 * * ?"));

    await().untilAsserted(() -> assertThat(loader.events).contains(new SyncLoaded("two")));
    assertThat(loader.scheduler.getTrigger(new TriggerKey("two", "sync"))).isNotNull();
  }

  @Test
  void aScheduleThatComesWhileLeftOverOnesAreSoughtIsNoneOfThem() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.start();
    LiveNodes other = otherNode();

    removeLeftOver(
        () -> {
          Set<String> held = loader.nodes.heldSchedules();
          other.loads("two", false);
          schedule("two");
          return held;
        });

    assertThat(loader.scheduler.getTrigger(new TriggerKey("two", "sync"))).isNotNull();
    assertThat(trigger()).isNotNull();
  }

  @Test
  void aScheduleThatOthersRemovedWhileThisNodeWasSilentComesBack() throws Exception {
    loader.write(FILE, NIGHTLY);
    loader.start();
    database.jdbc().sql("update node set beat_at = now() - interval '31 seconds'").update();
    removeLeftOver(otherNode()::heldSchedules);
    assertThat(loader.scheduler.getTrigger(KEY)).isNull();

    loader.minutePasses();

    await()
        .ignoreExceptionsInstanceOf(JobPersistenceException.class)
        .untilAsserted(() -> assertThat(loader.scheduler.getTrigger(KEY)).isNotNull());
    assertThat(trigger().getCronExpression()).isEqualTo("0 0 2 * * ?");
    removeLeftOver(otherNode()::heldSchedules);
    assertThat(trigger()).as("the node is known to be alive again").isNotNull();
  }

  private static LiveNodes otherNode() {
    LiveNodes other =
        new LiveNodes(
            database.jdbc(), new DataSourceTransactionManager(database.dataSource()), "other");
    other.beat();
    return other;
  }

  private void removeLeftOver(Supplier<Set<String>> held) {
    try {
      new Schedules(loader.scheduler).removeLeftOver(held);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  private void schedule(String name) {
    try {
      loader.scheduler.scheduleJob(
          JobBuilder.newJob(CamelJob.class).withIdentity(name, "sync").build(),
          TriggerBuilder.newTrigger()
              .withIdentity(name, "sync")
              .withSchedule(CronScheduleBuilder.cronSchedule("0 0 3 * * ?"))
              .build());
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
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
            "insert into node (id, beat_at) values ('other', now()), ('dead', now() - interval '31 seconds')")
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
