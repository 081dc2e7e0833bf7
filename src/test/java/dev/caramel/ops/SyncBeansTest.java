package dev.caramel.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.SyncUnloaded;
import dev.caramel.testkit.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** The MBean of a sync, as a JMX console meets it. */
class SyncBeansTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T02:10:00Z"), ZoneOffset.UTC);

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final FakeSyncs syncs = new FakeSyncs().ready("leads");
  private final Starts starts = new Starts();

  @Test
  void a_loaded_sync_tells_its_last_run_and_its_next_one() throws Exception {
    LedgerRows rows = new LedgerRows(database.jdbc());
    rows.run("leads", "succeeded", "2026-11-23T01:00:00Z", 10);
    rows.run("leads", "failed", "2026-11-23T02:00:00Z", 30, "Sugar was away", "[]");
    rows.trigger("leads", "WAITING", "2026-11-24T02:00:00Z");
    beans().onLoaded(new SyncLoaded("leads"));

    SyncMXBean bean = bean("leads");

    assertThat(bean.getList()).isEqualTo("List leads");
    assertThat(bean.getState()).isEqualTo("ready");
    assertThat(bean.getHealth()).isEqualTo("down");
    assertThat(bean.getReason()).isEqualTo("The last run failed: Sugar was away.");
    assertThat(bean.getLastOutcome()).isEqualTo("failed");
    assertThat(bean.getLastCause()).isEqualTo("Sugar was away");
    assertThat(bean.getLastStart()).isEqualTo("2026-11-23T02:00:00Z");
    assertThat(bean.getLastSuccess()).isEqualTo("2026-11-23T01:00:10Z");
    assertThat(bean.getLastDurationSeconds()).isEqualTo(30);
    assertThat(bean.getLagSeconds()).isEqualTo(4200);
    assertThat(bean.getNextFireTime()).isEqualTo("2026-11-24T02:00:00Z");
    assertThat(List.of(bean.getRead(), bean.getAdded(), bean.getUnchanged()))
        .containsExactly(100L, 10L, 90L);
  }

  @Test
  void a_sync_that_never_ran_has_no_figures() throws Exception {
    syncs.ready("fresh");
    beans().onLoaded(new SyncLoaded("fresh"));

    assertThat(bean("fresh").getLastOutcome()).isNull();
    assertThat(bean("fresh").getLagSeconds()).isEqualTo(-1);
    assertThat(bean("fresh").getHealth()).isEqualTo("up");
  }

  @Test
  void a_paused_sync_says_so() throws Exception {
    syncs.ready("resting");
    new LedgerRows(database.jdbc()).pause("resting");
    beans().onLoaded(new SyncLoaded("resting"));

    assertThat(bean("resting").getState()).isEqualTo("paused");
    assertThat(bean("resting").isPaused()).isTrue();
  }

  @Test
  void its_operations_reach_the_runs() throws Exception {
    beans().onLoaded(new SyncLoaded("leads"));

    assertThat(bean("leads").run()).isEqualTo(1);
    assertThat(bean("leads").fullRun()).isEqualTo(2);
    assertThat(bean("leads").dryRun()).isEqualTo(3);
    assertThat(bean("leads").allowRemovals()).isEqualTo(4);
    bean("leads").pause();
    bean("leads").resume();

    assertThat(starts.asked)
        .containsExactly(
            "run leads JMX",
            "full leads JMX",
            "dry leads JMX",
            "allow leads JMX",
            "pause leads",
            "resume leads");
  }

  @Test
  void a_run_under_way_on_any_node_is_cancelled_by_its_sync() throws Exception {
    syncs.ready("busy");
    beans().onLoaded(new SyncLoaded("busy"));
    assertThatThrownBy(() -> bean("busy").cancel())
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("no run of this sync is under way");
    long run = new LedgerRows(database.jdbc()).run("busy", "running", "2026-11-23T02:00:00Z", 0);

    assertThat(bean("busy").cancel()).isEqualTo(run);

    assertThat(starts.asked).containsExactly("cancel " + run);
  }

  @Test
  void the_conditions_that_hold_are_named() throws Exception {
    syncs.ready("locked");
    LedgerRows rows = new LedgerRows(database.jdbc());
    long run = rows.run("locked", "failed", "2026-11-23T02:00:00Z", 1, "no login", "[]");
    rows.condition(run, "login-refused", "no login");
    rows.pendingRemoval(run, "locked", 1);
    beans().onLoaded(new SyncLoaded("locked"));

    assertThat(bean("locked").getConditions()).containsExactly("login-refused");
    assertThat(bean("locked").getPendingRemovals()).isEqualTo(1);
  }

  @Test
  void a_person_is_explained_a_sentence_a_line() throws Exception {
    beans().onLoaded(new SyncLoaded("leads"));

    assertThat(bean("leads").explain(" jane@example.com "))
        .isEqualTo("One of leads.\nIt is jane@example.com.");
  }

  @Test
  void an_operation_works_on_a_thread_that_knows_only_javas_base_classes() throws Exception {
    beans().onLoaded(new SyncLoaded("leads"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(null);
    try {
      bean("leads").run();
      assertThat(Thread.currentThread().getContextClassLoader()).isNull();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }

    assertThat(starts.classLoader).isSameAs(SyncBean.class.getClassLoader());
  }

  @Test
  void a_refusal_reaches_a_console_that_knows_no_class_of_ours() throws Exception {
    beans().onLoaded(new SyncLoaded("leads"));
    starts.busy = true;

    assertThatThrownBy(() -> bean("leads").run())
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("a run is under way");
  }

  @Test
  void an_unloaded_sync_has_no_mbean() throws Exception {
    SyncBeans beans = beans();
    beans.onLoaded(new SyncLoaded("leads"));
    beans.onLoaded(new SyncLoaded("leads"));
    beans.onUnloaded(new SyncUnloaded("leads"));

    assertThat(server.isRegistered(name("leads"))).isFalse();
  }

  @Test
  void two_caramels_in_one_jvm_do_not_take_each_others_mbeans() throws Exception {
    SyncBeans first = beans();
    SyncBeans second = beans();
    first.onLoaded(new SyncLoaded("leads"));
    second.onLoaded(new SyncLoaded("leads"));
    second.close();

    assertThat(server.isRegistered(name("leads"))).isTrue();

    first.close();

    assertThat(server.queryNames(new ObjectName("dev.caramel:*"), null)).isEmpty();
  }

  private SyncBeans beans() {
    SyncLedger ledger = new SyncLedger(database.jdbc(), new ObjectMapper(), "caramel");
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("server", server);
    return new SyncBeans(
        beans.getBeanProvider(MBeanServer.class),
        syncs,
        new SyncWatch(syncs, ledger, sync -> false, CLOCK),
        starts,
        (sync, person) -> List.of("One of " + sync + ".", "It is " + person + "."),
        CLOCK);
  }

  private SyncMXBean bean(String sync) throws Exception {
    return JMX.newMXBeanProxy(server, name(sync), SyncMXBean.class);
  }

  private static ObjectName name(String sync) throws Exception {
    return new ObjectName("dev.caramel:type=Sync,name=" + sync);
  }

  private static final class Starts implements RunStarter {
    private final List<String> asked = new ArrayList<>();
    private boolean busy;
    private ClassLoader classLoader;

    @Override
    public long start(String sync, RunRequest request) {
      classLoader = Thread.currentThread().getContextClassLoader();
      if (busy) {
        throw new SyncBusy("a run is under way");
      }
      String kind =
          request.allowRemovals()
              ? "allow"
              : request.dryRun() ? "dry" : request.full() ? "full" : "run";
      asked.add(kind + " " + sync + " " + request.trigger());
      return asked.size();
    }

    @Override
    public boolean cancel(long run) {
      asked.add("cancel " + run);
      return true;
    }

    @Override
    public void pause(String sync) {
      asked.add("pause " + sync);
    }

    @Override
    public void resume(String sync) {
      asked.add("resume " + sync);
    }
  }
}
