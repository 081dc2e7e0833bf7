package dev.caramel.sync.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.springframework.stereotype.Component;

/** Asks the job store when schedules fire next. */
@Component
class NextFires {
  private final Scheduler scheduler;

  NextFires(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** The next fire of a sync, whose schedule is {@code quartz:sync/<id>}; null if it has none. */
  @Nullable Instant ofSync(String id) {
    return of("sync", id);
  }

  /** The next fire of a program, whose schedule is {@code quartz:program/<id>}. */
  @Nullable Instant ofProgram(String id) {
    return of("program", id);
  }

  private @Nullable Instant of(String group, String id) {
    try {
      Trigger trigger = scheduler.getTrigger(TriggerKey.triggerKey(id, group));
      return trigger == null || trigger.getNextFireTime() == null
          ? null
          : trigger.getNextFireTime().toInstant();
    } catch (SchedulerException failure) {
      throw new IllegalStateException("The job store did not say when " + id + " fires", failure);
    }
  }
}
