package dev.caramel.ops;

import dev.caramel.sync.RunStarter;
import dev.caramel.sync.program.ProgramLoaded;
import dev.caramel.sync.program.ProgramStarter;
import dev.caramel.sync.program.ProgramUnloaded;
import dev.caramel.sync.program.Programs;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.ObjectName;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps one MBean for each loaded maintenance program. */
@Component
class ProgramBeans {
  private final BeanNames beans;
  private final Programs programs;
  private final ProgramWatch watch;
  private final ProgramStarter starter;
  private final RunStarter runs;
  private final Clock clock;
  private final Map<String, ObjectName> names = new ConcurrentHashMap<>();

  ProgramBeans(
      BeanNames beans,
      Programs programs,
      ProgramWatch watch,
      ProgramStarter starter,
      RunStarter runs,
      Clock clock) {
    this.beans = beans;
    this.programs = programs;
    this.watch = watch;
    this.starter = starter;
    this.runs = runs;
    this.clock = clock;
  }

  @EventListener
  void onLoaded(ProgramLoaded event) {
    names.computeIfAbsent(
        event.id(),
        id ->
            beans.register(
                new ProgramBean(id, programs, watch, starter, runs, clock), "Program", id));
  }

  @EventListener
  void onUnloaded(ProgramUnloaded event) {
    ObjectName name = names.remove(event.id());
    if (name != null) {
      beans.unregister(name);
    }
  }

  @PreDestroy
  void close() {
    names.values().forEach(beans::unregister);
    names.clear();
  }
}
