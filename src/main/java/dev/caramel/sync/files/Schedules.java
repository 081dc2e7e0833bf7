package dev.caramel.sync.files;

import dev.caramel.sync.definition.EndpointUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.quartz.CronTrigger;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stored triggers of syncs and programs, where Camel leaves something undone. */
final class Schedules {
  private static final Logger log = LoggerFactory.getLogger(Schedules.class);
  private static final Set<String> GROUPS = Set.of("sync", "program");
  private static final Set<String> ENDS =
      Set.of("trigger.repeatCount", "trigger.endTime", "trigger.endAt");
  private static final String TIME_ZONE = "trigger.timeZone";

  private final Scheduler scheduler;

  Schedules(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Lets the schedules fire. Called when all routes are there. */
  void start() throws SchedulerException {
    if (!scheduler.isStarted()) {
      scheduler.start();
    }
  }

  /**
   * Camel compares only the cron expression with what is stored: a trigger with another time zone,
   * or one that has become unneeded, is taken away before its route is loaded. So is a job that has
   * lost its trigger: it would keep the route from being loaded.
   *
   * @param group {@code sync} or {@code program}
   * @param name id of the sync or program
   * @param from what its route begins with
   */
  void beforeLoad(String group, String name, EndpointUse from) throws SchedulerException {
    TriggerKey key = new TriggerKey(name, group);
    Trigger stored = scheduler.getTrigger(key);
    if (stored == null) {
      removeJobWithoutTrigger(key);
      return;
    }
    if (!from.scheme().equals("quartz")) {
      log.info("{}: the schedule is gone from the file and is removed", name);
      scheduler.unscheduleJob(key);
    } else if (stored instanceof CronTrigger cron && !zone(from).equals(cron.getTimeZone())) {
      scheduler.unscheduleJob(key);
    }
  }

  private void removeJobWithoutTrigger(TriggerKey trigger) throws SchedulerException {
    JobKey job = new JobKey(trigger.getName(), trigger.getGroup());
    if (scheduler.checkExists(job)) {
      scheduler.deleteJob(job);
    }
  }

  private static TimeZone zone(EndpointUse from) {
    return Optional.ofNullable(from.options().get(TIME_ZONE))
        .map(TimeZone::getTimeZone)
        .orElseGet(TimeZone::getDefault);
  }

  /**
   * Removes triggers that no live node holds; Camel leaves them behind in a clustered store.
   *
   * @param held group and name of all that live nodes hold, as {@code sync/all-sugar-leads}
   */
  void removeLeftOver(Set<String> held) {
    try {
      for (TriggerKey key : stored()) {
        if (!held.contains(key.getGroup() + "/" + key.getName())) {
          scheduler.unscheduleJob(key);
          log.info(
              "Removed the left-over schedule {}/{}: no live node holds a file for it",
              key.getGroup(),
              key.getName());
        }
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("The stored schedules cannot be read", e);
    }
  }

  /**
   * Those of these files whose trigger is gone, although it has no end. A job that was left is
   * taken out of the way of a new one.
   */
  List<LoadedFile> withoutTrigger(Collection<LoadedFile> files) throws SchedulerException {
    Set<TriggerKey> stored = stored();
    List<LoadedFile> found = new ArrayList<>();
    for (LoadedFile file : files) {
      TriggerKey key = new TriggerKey(file.file().stem(), file.isProgram() ? "program" : "sync");
      if (hasScheduleWithoutEnd(file) && !stored.contains(key)) {
        removeJobWithoutTrigger(key);
        found.add(file);
      }
    }
    return found;
  }

  private static boolean hasScheduleWithoutEnd(LoadedFile file) {
    if (file.runs() == null || file.file().routes().isEmpty()) {
      return false;
    }
    EndpointUse from = file.file().routes().get(0).from();
    boolean hasYear = from.options().getOrDefault("cron", "").strip().split("\\s+").length > 6;
    return from.scheme().equals("quartz")
        && !hasYear
        && from.options().keySet().stream().noneMatch(ENDS::contains);
  }

  private Set<TriggerKey> stored() throws SchedulerException {
    Set<TriggerKey> keys = new TreeSet<>();
    for (String group : GROUPS) {
      keys.addAll(scheduler.getTriggerKeys(GroupMatcher.triggerGroupEquals(group)));
    }
    return keys;
  }
}
