package dev.caramel.ops;

import dev.caramel.sync.PersonExplainer;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.sync.SyncUnloaded;
import dev.caramel.sync.Syncs;
import jakarta.annotation.PreDestroy;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps one MBean for each loaded sync. */
@Component
class SyncBeans {
  private static final Logger log = LoggerFactory.getLogger(SyncBeans.class);

  private final MBeanServer server;
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
    this.server = server.getIfAvailable(ManagementFactory::getPlatformMBeanServer);
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
      unregister(name);
    }
  }

  @PreDestroy
  void close() {
    names.values().forEach(this::unregister);
    names.clear();
  }

  private ObjectName register(String id) {
    SyncBean bean = new SyncBean(id, syncs, watch, runs, explainer, clock);
    try {
      String name = "dev.caramel:type=Sync,name=" + (isPlain(id) ? id : ObjectName.quote(id));
      try {
        return server.registerMBean(bean, new ObjectName(name)).getObjectName();
      } catch (InstanceAlreadyExistsException taken) {
        // Another Caramel in this JVM has a sync of the same id: the first keeps the plain name.
        String other = name + ",node=" + Integer.toHexString(System.identityHashCode(this));
        return server.registerMBean(bean, new ObjectName(other)).getObjectName();
      }
    } catch (JMException e) {
      throw new IllegalStateException("No MBean could be made for the sync " + id, e);
    }
  }

  private void unregister(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      log.debug("The MBean {} was gone before", name);
    } catch (JMException e) {
      log.warn("The MBean {} could not be taken away", name, e);
    }
  }

  private static boolean isPlain(String id) {
    return id.chars().noneMatch(c -> ",=:\"*?\n".indexOf(c) >= 0);
  }
}
