package dev.caramel.ops;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Registers our MBeans under names that people know, and takes them away. */
@Component
class BeanNames {
  private static final Logger log = LoggerFactory.getLogger(BeanNames.class);

  private final MBeanServer server;

  BeanNames(ObjectProvider<MBeanServer> server) {
    this.server = server.getIfAvailable(ManagementFactory::getPlatformMBeanServer);
  }

  /**
   * Registers a bean.
   *
   * @param type {@code Sync} or {@code Program}
   * @param id its id
   */
  ObjectName register(Object bean, String type, String id) {
    try {
      String name =
          "dev.caramel:type=%s,name=%s".formatted(type, isPlain(id) ? id : ObjectName.quote(id));
      try {
        return server.registerMBean(bean, new ObjectName(name)).getObjectName();
      } catch (InstanceAlreadyExistsException taken) {
        // Another Caramel in this JVM has one of the same id: the first keeps the plain name.
        String other = name + ",node=" + Integer.toHexString(System.identityHashCode(this));
        return server.registerMBean(bean, new ObjectName(other)).getObjectName();
      }
    } catch (JMException e) {
      throw new IllegalStateException("No MBean could be made for " + id, e);
    }
  }

  void unregister(ObjectName name) {
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
