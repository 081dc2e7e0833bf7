package dev.caramel.ops;

import dev.caramel.sync.PersonExplainer;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.SyncUnloaded;
import dev.caramel.sync.Syncs;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps one MBean for each loaded sync. */
@Component
class SyncBeans {
  private final BeanNames beans;
  private final Syncs syncs;
  private final SyncWatch watch;
  private final RunStarter runs;
  private final PersonExplainer explainer;
  private final Clock clock;
  private final Map<String, ObjectName> names = new ConcurrentHashMap<>();

  SyncBeans(
      ObjectProvider<MBeanServer> server,
      Syncs syncs,
      SyncWatch watch,
      RunStarter runs,
      PersonExplainer explainer,
      Clock clock) {
    this.beans = new BeanNames(server);
    this.syncs = syncs;
    this.watch = watch;
    this.runs = runs;
    this.explainer = explainer;
    this.clock = clock;
  }

  @EventListener
  void onLoaded(SyncLoaded event) {
    names.computeIfAbsent(event.id(), this::register);
  }

  @EventListener
  void onUnloaded(SyncUnloaded event) {
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

  private ObjectName register(String id) {
    return beans.register(new SyncBean(id, syncs, watch, runs, explainer, clock), "Sync", id);
  }
}
