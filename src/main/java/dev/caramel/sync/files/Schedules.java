package dev.caramel.sync.files;

import dev.caramel.sync.definition.EndpointUse;
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
  private static final String REPEAT_COUNT = "trigger.repeatCount";
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
   * or one that has become unneeded, is taken away before its route is loaded.
   *
   * @param group {@code sync} or {@code program}
   * @param name id of the sync or program
   * @param from what its route begins with
   */
  void beforeLoad(String group, String name, EndpointUse from) throws SchedulerException {
    TriggerKey key = new TriggerKey(name, group);
    Trigger stored = scheduler.getTrigger(key);
    if (stored == null) {
      return;
    }
    if (!from.scheme().equals("quartz")) {
      log.info("{}: the schedule is gone from the file and is removed", name);
      scheduler.unscheduleJob(key);
    } else if (stored instanceof CronTrigger cron && !zone(from).equals(cron.getTimeZone())) {
      scheduler.unscheduleJob(key);
    }
  }

  /**
   * Removes a job that has lost its trigger, as when a node died between the two: it keeps its
   * route from being loaded. Another node that is just storing both has the job first, so call it
   * only where loading has failed before.
   */
  void removeJobWithoutTrigger(String group, String name) throws SchedulerException {
    JobKey job = new JobKey(name, group);
    if (scheduler.checkExists(job) && scheduler.getTriggersOfJob(job).isEmpty()) {
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
   * Those of these files whose trigger is gone. One that fires a number of times has none when it
   * has done so; Camel itself stores none that has ended in another way.
   */
  List<LoadedFile> withoutTrigger(Collection<LoadedFile> files) throws SchedulerException {
    Set<TriggerKey> stored = stored();
    return files.stream()
        .filter(Schedules::hasSchedule)
        .filter(file -> !stored.contains(key(file)))
        .toList();
  }

  /** Whether the trigger of a file is stored. */
  boolean isStored(LoadedFile file) throws SchedulerException {
    return scheduler.checkExists(key(file));
  }

  private static boolean hasSchedule(LoadedFile file) {
    if (file.runs() == null || file.file().routes().isEmpty()) {
      return false;
    }
    EndpointUse from = file.file().routes().get(0).from();
    return from.scheme().equals("quartz") && !from.options().containsKey(REPEAT_COUNT);
  }

  private static TriggerKey key(LoadedFile file) {
    return new TriggerKey(file.file().stem(), file.isProgram() ? "program" : "sync");
  }

  private Set<TriggerKey> stored() throws SchedulerException {
    Set<TriggerKey> keys = new TreeSet<>();
    for (String group : GROUPS) {
      keys.addAll(scheduler.getTriggerKeys(GroupMatcher.triggerGroupEquals(group)));
    }
    return keys;
  }
}
