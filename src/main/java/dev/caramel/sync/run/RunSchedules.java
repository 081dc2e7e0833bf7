package dev.caramel.sync.run;

import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Switches schedules off and on, on all nodes. */
@Component
class RunSchedules {
  private final Scheduler scheduler;
  private final RunOwners owners;
  private final ApplicationEventPublisher events;

  RunSchedules(Scheduler scheduler, RunOwners owners, ApplicationEventPublisher events) {
    this.scheduler = scheduler;
    this.owners = owners;
    this.events = events;
  }

  void pause(RunOwner owner) {
    owners.pause(owner, true);
    onTrigger(owner, scheduler::pauseTrigger);
  }

  void resume(RunOwner owner) {
    owners.pause(owner, false);
    onTrigger(owner, scheduler::resumeTrigger);
    events.publishEvent(new SyncResumed(owner));
  }

  private interface TriggerAction {
    void on(TriggerKey key) throws SchedulerException;
  }

  private void onTrigger(RunOwner owner, TriggerAction action) {
    String group = owner.program() ? "program" : "sync";
    try {
      TriggerKey key = TriggerKey.triggerKey(owner.id(), group);
      if (scheduler.checkExists(key)) {
        action.on(key);
      } else if (scheduler.checkExists(JobKey.jobKey(owner.id(), group))) {
        throw new IllegalStateException("the schedule of \"" + owner.id() + "\" has no trigger");
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException(
          "the schedule of \"" + owner.id() + "\" could not be switched: " + e.getMessage(), e);
    }
  }
}
