package dev.caramel.sync.files;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.NotificationSenderAware;
import org.apache.camel.spring.spi.SpringManagementMBeanAssembler;
import org.apache.camel.support.management.MixinRequiredModelMBean;
import org.apache.camel.support.management.NotificationSenderAdapter;
import org.apache.camel.util.ObjectHelper;

/**
 * Has all MBeans of one kind share the description of their attributes and operations. Camel makes
 * it anew for each, some twenty kilobytes, although it tells of the class alone: half of the heap
 * of a node with a thousand syncs.
 */
final class SharedBeanInfos extends SpringManagementMBeanAssembler {
  private final Map<Class<?>, ModelMBeanInfo> infos = new ConcurrentHashMap<>();

  SharedBeanInfos(CamelContext context) {
    super(context);
  }

  @Override
  public ModelMBean assemble(MBeanServer server, Object bean, ObjectName name) throws JMException {
    if (isOfSomebodysOwn(bean)) {
      return super.assemble(server, bean, name);
    }
    ModelMBeanInfo known = infos.get(bean.getClass());
    if (known != null) {
      return another(known, bean);
    }
    ModelMBean made = super.assemble(server, bean, name);
    if (made instanceof MixinRequiredModelMBean
        && made.getMBeanInfo() instanceof ModelMBeanInfo info) {
      infos.put(bean.getClass(), info);
    }
    return made;
  }

  /** A component may have its own bean stand beside Camel's: that pair stays as Camel makes it. */
  private static boolean isOfSomebodysOwn(Object bean) {
    return bean instanceof ManagedInstance managed
        && managed.getInstance() != null
        && ObjectHelper.hasAnnotation(
            managed.getInstance().getClass().getAnnotations(), ManagedResource.class);
  }

  /** The last steps of Camel's own way. */
  private ModelMBean another(ModelMBeanInfo info, Object bean) throws JMException {
    boolean hideSecrets =
        Boolean.TRUE.equals(camelContext.getManagementStrategy().getManagementAgent().getMask());
    MixinRequiredModelMBean made = new MixinRequiredModelMBean(info, hideSecrets, null, null);
    try {
      made.setManagedResource(bean, "ObjectReference");
    } catch (InvalidTargetObjectTypeException e) {
      throw new JMException(e.getMessage());
    }
    if (bean instanceof NotificationSenderAware sender) {
      sender.setNotificationSender(new NotificationSenderAdapter(made));
    }
    return made;
  }
}
