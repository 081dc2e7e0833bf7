package dev.caramel.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import dev.caramel.testkit.SyncFile;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What ops does with a sync and sees of it: the same over HTTP and over JMX. */
class OperationsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(40)).with("caramel.pull.page-size", 10);

  @AfterEach
  void sugarIsWellAgain() {
    caramel.sandbox().faults().clear();
  }

  @Test
  void runsAreStartedOverHttpAndOverJmx() throws Exception {
    caramel.sync("started", definition("Started"));
    SyncMXBean bean = bean("started");

    assertThat(run(bean.run())).isEqualTo("jmx changes false");
    assertThat(run(bean.fullRun())).isEqualTo("jmx full false");
    assertThat(run(bean.dryRun())).isEqualTo("jmx changes true");
    assertThat(words(caramel.run("started"))).isEqualTo("api changes false");
    assertThat(words(caramel.run("started", "{\"full\":true}"))).isEqualTo("api full false");
    assertThat(words(caramel.run("started", "{\"dryRun\":true}"))).isEqualTo("api changes true");
  }

  @Test
  void aScheduleIsPausedAndResumedOverBoth() throws Exception {
    schedule("switched");
    SyncMXBean bean = bean("switched");

    caramel.post("/api/syncs/switched/pause", "");
    await().atMost(LONG).until(bean::isPaused);
    assertThat(state("switched")).isEqualTo("paused");
    assertThat(triggerState("switched")).isEqualTo("PAUSED");
    bean.resume();
    assertThat(bean.isPaused()).isFalse();
    assertThat(state("switched")).isEqualTo("ready");
    assertThat(triggerState("switched")).isEqualTo("WAITING");
    bean.pause();
    assertThat(state("switched")).isEqualTo("paused");
    caramel.post("/api/syncs/switched/resume", "");
    assertThat(state("switched")).isEqualTo("ready");
  }

  @Test
  void aRunIsCancelledOverBoth() throws Exception {
    caramel.sync("cancelled", definition("Cancelled"));

    CountDownLatch goesOn = aLaterPageWaits();
    String first = started("cancelled");
    caramel.send("POST", "/api/runs/" + first + "/cancel", null, Map.of());
    goesOn.countDown();
    assertThat(caramel.awaitEnd(first).path("cause").asText()).isEqualTo("it was cancelled");

    goesOn = aLaterPageWaits();
    String second = started("cancelled");
    assertThat(bean("cancelled").cancel()).isEqualTo(Long.parseLong(second));
    goesOn.countDown();
    assertThat(caramel.awaitEnd(second).path("cause").asText()).isEqualTo("it was cancelled");
    assertThat(caramel.awaitEnd(second).path("outcome").asText()).isEqualTo("interrupted");
  }

  /** The fourth of at least five pages: some are read by then, and the run cannot end. */
  private static CountDownLatch aLaterPageWaits() {
    return caramel.sandbox().meanwhile().hold("POST .*/Leads/filter$", 4);
  }

  @Test
  void waitingRemovalsAreLetThroughOverBoth() throws Exception {
    for (String over : new String[] {"http", "jmx"}) {
      String id = "approved-over-" + over;
      caramel.sync(
          id,
          definition("Approved over " + over)
              + "filter: '[{\"lead_source\":\"Approved "
              + over
              + "\"}]'\n");
      for (int i = 0; i < 12; i++) {
        caramel
            .sandbox()
            .sugar()
            .create("Leads", Map.of("last_name", "A" + i, "lead_source", "Approved " + over));
      }
      caramel.run(id);
      caramel.members(id).stream()
          .map(member -> member.path("record").path("id").asText())
          .forEach(
              record ->
                  caramel.sandbox().sugar().update("Leads", record, Map.of("lead_source", "Gone")));
      assertThat(caramel.run(id).path("outcome").asText()).isEqualTo("needs-approval");
      assertThat(health(id)).contains("12 removals need approval");
      await().atMost(LONG).until(() -> bean(id).getPendingRemovals() == 12);

      JsonNode run =
          over.equals("http")
              ? caramel.run(id, "{\"allowRemovals\":true}")
              : caramel.awaitEnd(String.valueOf(bean(id).allowRemovals()));

      assertThat(run.path("counts").path("removed").asInt()).as(run.toString()).isEqualTo(12);
      assertThat(caramel.members(id)).isEmpty();
    }
  }

  @Test
  void aScheduleThatTheJobStoreLostIsSeenEverywhere() throws Exception {
    schedule("lost");
    caramel.jdbc().sql("delete from qrtz_cron_triggers where trigger_name = 'lost'").update();
    caramel.jdbc().sql("delete from qrtz_triggers where trigger_name = 'lost'").update();

    await()
        .atMost(LONG)
        .until(() -> bean("lost").getConditions().contains("schedule-did-not-fire"));
    assertThat(bean("lost").getHealth()).isEqualTo("down");
    assertThat(health("lost")).contains("The schedule does not fire");
    assertThat(metric("schedule-did-not-fire")).isEqualTo("1.0");
  }

  @Test
  void aRefusedLoginIsSeenEverywhere() throws Exception {
    caramel.sync("locked-out", definition("Locked Out"));
    caramel.sandbox().faults().add(Fault.of("kill-session").times(-1));
    caramel.sandbox().faults().add(Fault.ofStatus(401).on("oauth2/token").times(-1));
    JsonNode run = caramel.run("locked-out");
    caramel.sandbox().faults().clear();

    assertThat(run.path("outcome").asText()).isEqualTo("failed");
    assertThat(run.path("conditions").has("login-refused")).as(run.toString()).isTrue();
    await().atMost(LONG).until(() -> bean("locked-out").getConditions().contains("login-refused"));
    assertThat(health("locked-out")).contains("refused the login");
    assertThat(metric("login-refused")).isEqualTo("1.0");
    assertThat(caramel.get("/api/sugar/test").path("ok").asBoolean()).isTrue();
    assertThat(caramel.run("locked-out").path("outcome").asText()).isEqualTo("succeeded");
  }

  private static String definition(String name) {
    return """
        list: %s
        module: Leads
        columns:
          Email: email
          Last Name: last_name
        pull:
          add: true
          remove: true
          update: Email, Last Name
        """
        .formatted(name);
  }

  private static void schedule(String id) {
    String text = SyncFile.scheduled(id, "0 0 2 1 1 ? 2099", definition(id));
    caramel.writeFile("syncs/" + id + ".camel.yaml", text);
    await()
        .atMost(LONG)
        .until(() -> caramel.lastRun(id).path("outcome").asText().equals("succeeded"));
  }

  private static String started(String id) {
    String run = caramel.post("/api/syncs/" + id + "/runs", "{\"full\":true}").path("id").asText();
    await()
        .atMost(LONG)
        .until(() -> caramel.get("/api/runs/" + run).path("counts").path("read").asInt() > 0);
    return run;
  }

  private static String run(long id) {
    return words(caramel.awaitEnd(String.valueOf(id)));
  }

  private static String words(JsonNode run) {
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    return run.path("trigger").asText()
        + " "
        + run.path("mode").asText()
        + " "
        + run.path("dryRun").asText();
  }

  private static String state(String id) {
    return caramel.get("/api/syncs/" + id).path("state").asText();
  }

  private static String triggerState(String id) {
    return caramel
        .jdbc()
        .sql("select trigger_state from qrtz_triggers where trigger_name = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private static String health(String id) {
    await()
        .atMost(LONG)
        .until(() -> !caramel.get("/actuator/health/syncs").at("/details/unwell/" + id).isEmpty());
    return caramel.get("/actuator/health/syncs").at("/details/unwell/" + id + "/reason").asText();
  }

  private static String metric(String condition) {
    String name = "caramel_syncs_condition{condition=\"" + condition + "\"} ";
    return caramel
        .send("GET", "/actuator/prometheus", null, Map.of())
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .findFirst()
        .orElse("none");
  }

  private static SyncMXBean bean(String id) throws Exception {
    return JMX.newMXBeanProxy(
        ManagementFactory.getPlatformMBeanServer(),
        new ObjectName("dev.caramel:type=Sync,name=" + id),
        SyncMXBean.class);
  }
}
