package dev.caramel.sync.run;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.listeners.TriggerListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Fires that came to a node which has no route for them. The job store gives a fire to any node;
 * one whose files differ, or whose file is just being swapped, would do nothing, and the fire would
 * be lost. So it writes the fire down, and a node that has the route begins within a beat.
 */
@Component
class HandedOnFires extends TriggerListenerSupport {
  private static final Logger log = LoggerFactory.getLogger(HandedOnFires.class);

  private static final String HAND_ON =
      """
      insert into handed_on_fire (trigger_group, trigger_name, scheduled_at) values (?, ?, ?)
      on conflict (trigger_group, trigger_name) do update set scheduled_at = excluded.scheduled_at
      """;

  private static final String TAKE =
      """
      delete from handed_on_fire where trigger_group = ? and trigger_name = ?
      returning scheduled_at
      """;

  private final CamelContext camel;
  private final ExecutorService threads;
  private final JdbcClient jdbc;

  HandedOnFires(
      CamelContext camel,
      @Qualifier("runThreads") ExecutorService threads,
      Scheduler scheduler,
      JdbcClient jdbc)
      throws SchedulerException {
    this.camel = camel;
    this.threads = threads;
    this.jdbc = jdbc;
    scheduler
        .getListenerManager()
        .addTriggerListener(
            this,
            List.of(
                GroupMatcher.<TriggerKey>groupEquals("sync"),
                GroupMatcher.<TriggerKey>groupEquals("program")));
  }

  @Override
  public String getName() {
    return "fires-that-are-handed-on";
  }

  /** Whether the fire is kept from this node, because another one is to have it. */
  @Override
  public boolean vetoJobExecution(Trigger trigger, JobExecutionContext context) {
    TriggerKey key = trigger.getKey();
    if (hasRoute(key.getName())) {
      return false;
    }
    Instant scheduledAt = context.getScheduledFireTime().toInstant();
    jdbc.sql(HAND_ON).params(key.getGroup(), key.getName(), Timestamp.from(scheduledAt)).update();
    log.info("{}: this node has no file for the schedule of {} and hands it on", key, scheduledAt);
    return true;
  }

  /** Begins what other nodes handed on and this one has a route for. */
  void take() {
    jdbc.sql("delete from handed_on_fire where scheduled_at < now() - interval '1 day'").update();
    jdbc
        .sql("select trigger_group as \"group\", trigger_name as name from handed_on_fire")
        .query(Waiting.class)
        .list()
        .stream()
        .filter(waiting -> hasRoute(waiting.name()))
        .forEach(
            waiting ->
                jdbc.sql(TAKE)
                    .params(waiting.group(), waiting.name())
                    .query(Timestamp.class)
                    .optional()
                    .ifPresent(at -> threads.execute(() -> fire(waiting.name(), at.toInstant()))));
  }

  private record Waiting(String group, String name) {}

  /** A schedule is named as the route that it starts. */
  private boolean hasRoute(String id) {
    return camel.getRoute(id) != null && camel.getRouteController().getRouteStatus(id).isStarted();
  }

  private void fire(String id, Instant scheduledAt) {
    Route route = camel.getRoute(id);
    if (route == null || !(route.getConsumer() instanceof DefaultConsumer consumer)) {
      return;
    }
    Exchange exchange = consumer.createExchange(true);
    exchange.getIn().setHeader(RunPolicy.SCHEDULED_AT, Date.from(scheduledAt));
    try {
      consumer.getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    if (exchange.getException() != null) {
      log.error("{}: the schedule of {} failed", id, scheduledAt, exchange.getException());
    }
  }
}
