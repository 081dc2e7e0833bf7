package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.Syncs;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Starts runs by sending an exchange to the sync's own route, so that every step of it runs. */
@Component
class Runs implements RunStarter {
  private final CamelContext camel;
  private final ObjectProvider<Syncs> syncs;
  private final LiveRuns runs;
  private final ExecutorService threads;
  private final Scheduler scheduler;
  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  Runs(
      CamelContext camel,
      ObjectProvider<Syncs> syncs,
      LiveRuns runs,
      @Qualifier("runThreads") ExecutorService threads,
      Scheduler scheduler,
      JdbcClient jdbc,
      ApplicationEventPublisher events) {
    this.camel = camel;
    this.syncs = syncs;
    this.runs = runs;
    this.threads = threads;
    this.scheduler = scheduler;
    this.jdbc = jdbc;
    this.events = events;
  }

  @Override
  public long start(String id, RunRequest request) {
    // An edit of the file that is just being taken up goes first: no run meets half a swap.
    syncs.getObject().runComes(id);
    try {
      return begin(id, request);
    } finally {
      syncs.getObject().runCame(id);
    }
  }

  private long begin(String id, RunRequest request) {
    ListSync sync = definition(id);
    SyncRun run =
        runs.begin(sync, request)
            .orElseThrow(
                () -> new SyncBusy("a run of the sync \"" + id + "\" is under way already"));
    try {
      threads.execute(() -> send(run));
    } catch (RuntimeException e) {
      runs.end(run, e, null);
      throw e;
    }
    return run.id();
  }

  private ListSync definition(String id) {
    LoadedSync sync =
        syncs
            .getObject()
            .find(id)
            .orElseThrow(() -> new NoSuchSync("there is no sync \"" + id + "\""));
    return Optional.ofNullable(sync.definition())
        .orElseThrow(
            () ->
                new SyncRefused(
                    "the file "
                        + sync.file()
                        + " was refused, so there is nothing to run: "
                        + String.join(
                            "; ", sync.errors().stream().map(error -> error.message()).toList())));
  }

  private void send(SyncRun run) {
    // A dry run keeps out of the engineer's own steps: it has a route that calls the blocks alone.
    String routeId = run.request().dryRun() ? "dry-run" : run.sync().id();
    Route route = camel.getRoute(routeId);
    if (route == null || !(route.getConsumer() instanceof DefaultConsumer consumer)) {
      runs.end(run, new IllegalStateException("the route " + routeId + " is not loaded"), null);
      return;
    }
    Exchange exchange = consumer.createExchange(true);
    exchange.setProperty(SyncRun.PROPERTY, run);
    try {
      consumer.getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    // For a route that no policy stands over, and for one that never began.
    runs.end(run, exchange);
  }

  @Override
  public boolean cancel(long id) {
    boolean underWay =
        jdbc.sql("update run set cancel_asked = true where id = ? and outcome = 'running'")
                .param(id)
                .update()
            == 1;
    if (underWay) {
      runs.find(id).ifPresent(run -> run.stop(RunWords.CANCELLED));
    }
    return underWay;
  }

  @Override
  public void pause(String id) {
    definition(id);
    keepPaused(id, true);
    onTrigger(id, scheduler::pauseTrigger);
  }

  @Override
  public void resume(String id) {
    definition(id);
    keepPaused(id, false);
    onTrigger(id, scheduler::resumeTrigger);
    events.publishEvent(new SyncResumed(id));
  }

  private void keepPaused(String id, boolean paused) {
    jdbc.sql(
            "insert into sync (id, paused) values (?, ?)"
                + " on conflict (id) do update set paused = excluded.paused")
        .params(id, paused)
        .update();
  }

  private interface TriggerAction {
    void on(TriggerKey key) throws SchedulerException;
  }

  private void onTrigger(String id, TriggerAction action) {
    try {
      TriggerKey key = TriggerKey.triggerKey(id, "sync");
      if (scheduler.checkExists(key)) {
        action.on(key);
      } else if (scheduler.checkExists(JobKey.jobKey(id, "sync"))) {
        throw new IllegalStateException("the schedule of \"" + id + "\" has no trigger");
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException(
          "the schedule of \"" + id + "\" could not be switched: " + e.getMessage(), e);
    }
  }
}
