package dev.caramel.sync.trust;

import com.sun.management.UnixOperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import dev.caramel.sync.Syncs;
import dev.caramel.testkit.RunningCaramel;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.model.Model;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.pool.PoolStats;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;

/** All that a program holds which edits of its files could leave behind, counted. */
final class Belongings {
  private Belongings() {}

  static Map<String, Long> of(RunningCaramel caramel) {
    Map<String, Long> counts = new TreeMap<>();
    CamelContext camel = caramel.bean(CamelContext.class);
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    counts.put("routes", (long) camel.getRoutes().size());
    counts.put("route definitions", (long) model.getRouteDefinitions().size());
    counts.put("route configurations", (long) model.getRouteConfigurationDefinitions().size());
    counts.put("route templates", (long) model.getRouteTemplateDefinitions().size());
    counts.put("endpoints", (long) camel.getEndpoints().size());
    counts.put(
        "services", (long) beans("org.apache.camel:context=" + camel.getManagementName() + ",*"));
    counts.put("syncs", (long) caramel.bean(Syncs.class).all().size());
    counts.put("sync beans", (long) beans("dev.caramel:*"));
    counts.put("threads", (long) threads());
    counts.put("triggers", (long) triggers(caramel.bean(Scheduler.class)));
    for (String table :
        new String[] {"qrtz_triggers", "qrtz_job_details", "node_sync", "sync_lease"}) {
      counts.put(
          "rows of " + table,
          caramel.jdbc().sql("select count(*) from " + table).query(Long.class).single());
    }
    HikariDataSource pool = caramel.bean(HikariDataSource.class);
    counts.put("database connections", (long) pool.getHikariPoolMXBean().getTotalConnections());
    counts.put(
        "busy database connections", (long) pool.getHikariPoolMXBean().getActiveConnections());
    for (Endpoint endpoint : camel.getEndpoints()) {
      if (endpoint instanceof HttpEndpoint http
          && http.getClientConnectionManager() instanceof PoolingHttpClientConnectionManager held) {
        PoolStats stats = held.getTotalStats();
        counts.merge(
            "HTTP connections", (long) stats.getAvailable() + stats.getLeased(), Long::sum);
        counts.merge("busy HTTP connections", (long) stats.getLeased(), Long::sum);
      }
    }
    counts.put("open files and sockets", openFiles());
    return counts;
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static int threads() {
    return (int) Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).count();
  }

  private static int triggers(Scheduler scheduler) {
    try {
      return scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup()).size()
          + scheduler.getJobKeys(GroupMatcher.anyJobGroup()).size();
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int beans(String pattern) {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .queryNames(new ObjectName(pattern), null)
          .size();
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }
}
