package dev.caramel.sync.files;

import dev.caramel.list.SegmentSet;
import dev.caramel.sugar.Sugar;
import dev.caramel.sync.definition.SugarRules;
import dev.caramel.sync.run.Node;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.ContextEvents;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.StartupConditionStrategy;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.boot.CamelSpringBootApplicationController;
import org.apache.camel.spring.spi.CamelBeanPostProcessor;
import org.apache.camel.support.ResetableClock;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Joins the loader of route files to Camel, Quartz, the database and Sugar. */
@Configuration(proxyBeanMethods = false)
class RouteFilesConfiguration {

  /** As Camel's starter makes it, which closes it, too; only the class is ours. */
  @Bean(destroyMethod = "")
  CamelContext camelContext(
      ApplicationContext application,
      CamelConfigurationProperties settings,
      CamelBeanPostProcessor beans,
      StartupConditionStrategy conditions)
      throws Exception {
    CamelSpringBootApplicationController controller =
        new CamelSpringBootApplicationController(application);
    CamelContext context =
        new ManyRoutesContext(application, settings.getMain().isWarnOnEarlyShutdown(), controller);
    context.getCamelContextExtension().setManagementMBeanAssembler(new SharedBeanInfos(context));
    context.getClock().add(ContextEvents.BOOT, new ResetableClock());
    controller.setCamelContext(context);
    beans.setCamelContext(context);
    context.getCamelContextExtension().addContextPlugin(CamelBeanPostProcessor.class, beans);
    context.getCamelContextExtension().addContextPlugin(StartupConditionStrategy.class, conditions);
    return CamelAutoConfiguration.doConfigureCamelContext(
        application, context, settings, controller);
  }

  /** Camel finds it by this name, in place of its own. */
  @Bean("direct-component")
  DirectComponent direct() {
    return new SwappableDirect();
  }

  /** The loader lets schedules fire when all routes are there, not Camel. */
  @Bean
  ComponentCustomizer schedulesWaitForRoutes() {
    return ComponentCustomizer.forType(
        QuartzComponent.class, quartz -> quartz.setAutoStartScheduler(false));
  }

  @Bean
  SugarJudge sugarJudge(ObjectProvider<Sugar> sugar, ScoreColumns scores, RoutesSettings settings) {
    @Nullable Sugar asked = sugar.getIfAvailable();
    return new SugarJudge(
        asked == null ? null : new SugarRules(asked, scores::isScore), settings.sugarPatience());
  }

  @Bean
  LiveNodes liveNodes(JdbcClient database, PlatformTransactionManager transactions, Node node) {
    return new LiveNodes(database, transactions, node.name());
  }

  @Bean
  FileLoader fileLoader(
      CamelContext context,
      Scheduler scheduler,
      LiveNodes nodes,
      SyncRegistry registry,
      ProgramRegistry programs,
      ListTables lists,
      ObjectProvider<Sugar> sugar,
      ApplicationEventPublisher events) {
    return new FileLoader(
        new RouteSwap(context),
        new Schedules(scheduler),
        nodes,
        registry,
        programs,
        lists,
        sugar.getIfAvailable(),
        events);
  }

  @Bean
  FileJudge fileJudge(Clock clock) {
    return new FileJudge(clock);
  }

  @Bean
  LateVerdicts lateVerdicts(
      FileJudge judge,
      SugarJudge sugarJudge,
      FileLoader loader,
      SyncRegistry registry,
      JdbcClient database,
      ObjectProvider<Sugar> sugar) {
    return new LateVerdicts(judge, sugarJudge, loader, registry, database, sugar.getIfAvailable());
  }

  @Bean
  RouteFiles loadedRouteFiles(
      FileJudge judge,
      SugarJudge sugarJudge,
      LateVerdicts lateVerdicts,
      FileLoader loader,
      SyncRegistry registry,
      ProgramRegistry programs,
      JdbcClient database,
      Clock clock,
      ObjectProvider<Sugar> sugar) {
    return new RouteFiles(
        judge,
        sugarJudge,
        lateVerdicts,
        loader,
        registry,
        programs,
        new ProgramNotes(database, programs, clock),
        database,
        sugar.getIfAvailable());
  }

  @Bean
  RouteFilesWatch routeFilesWatch(
      RoutesSettings settings,
      LiveNodes nodes,
      RouteFiles files,
      LateVerdicts lateVerdicts,
      FileLoader loader,
      SyncRegistry registry,
      Scheduler scheduler,
      Clock clock) {
    RouteFilesWatch watch =
        new RouteFilesWatch(settings, files, loader, new Schedules(scheduler), nodes, clock);
    registry.whenAsked(lateVerdicts::verify, watch::lookSoon);
    return watch;
  }

  /** Starts the loading when Camel has started, and before the program counts as ready. */
  @Configuration(proxyBeanMethods = false)
  static class Start {
    private final RouteFilesWatch watch;

    Start(RouteFilesWatch watch) {
      this.watch = watch;
    }

    @EventListener(ApplicationStartedEvent.class)
    void load() throws SchedulerException {
      watch.start(ShippedRoutes.read());
    }

    @EventListener(SegmentSet.class)
    void judgeWhatWaitedForIt() {
      watch.judgeSoon();
    }
  }
}
