package dev.caramel.sync.files;

import com.zaxxer.hikari.HikariDataSource;
import dev.caramel.sugar.Sugar;
import dev.caramel.sync.definition.SugarRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/**
 * A loader with a real Camel, a real job store and a folder of its own, without Spring's context.
 */
final class LoaderFixture implements AutoCloseable {
  /** Reading Camel's schema takes longer than a test. */
  static final FileJudge JUDGE = new FileJudge(Clock.systemUTC());

  static final String BLOCK =
      """
      - route:
          id: %s
          description: A shared block
          from:
            uri: direct:%s
            steps:
              - to:
                  uri: mock:%s
      """;

  final CamelContext camel = new DefaultCamelContext();
  final Path directory;
  final SyncRegistry registry = new SyncRegistry(Clock.systemUTC());
  final ProgramRegistry programs = new ProgramRegistry(Clock.systemUTC());
  final List<Object> events = new CopyOnWriteArrayList<>();
  volatile Consumer<Object> onEvent = event -> {};
  final Scheduler scheduler;
  final JdbcClient database;
  final LiveNodes nodes;
  final Map<String, RouteText> shipped = new TreeMap<>();
  private final SchedulerFactoryBean schedulerFactory = new SchedulerFactoryBean();
  private final HikariDataSource pool = new HikariDataSource();
  private final SugarJudge sugarJudge;
  private final RouteFilesWatch watch;
  private final RouteFiles files;

  LoaderFixture(String url, Path directory, @Nullable Sugar sugar) throws Exception {
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(6);
    DataSource dataSource = pool;
    this.directory = directory;
    this.database = JdbcClient.create(dataSource);
    this.scheduler = scheduler(dataSource);
    QuartzComponent quartz = new QuartzComponent();
    quartz.setScheduler(scheduler);
    quartz.setAutoStartScheduler(false);
    camel.addComponent("quartz", quartz);
    camel.getShutdownStrategy().setTimeout(2);
    camel.start();
    DataSourceTransactionManager transactions = new DataSourceTransactionManager(dataSource);
    RoutesSettings settings =
        new RoutesSettings(directory, Duration.ofMillis(50), Duration.ofSeconds(2));
    this.nodes = new LiveNodes(database, transactions, "this-node");
    this.sugarJudge =
        new SugarJudge(sugar == null ? null : new SugarRules(sugar), settings.sugarPatience());
    FileLoader loader =
        new FileLoader(
            new RouteSwap(camel),
            new Schedules(scheduler),
            nodes,
            registry,
            programs,
            new ListTables(database, transactions),
            sugar,
            this::publish);
    LateVerdicts lateVerdicts =
        new LateVerdicts(JUDGE, sugarJudge, loader, registry, database, sugar);
    this.files =
        new RouteFiles(
            JUDGE,
            sugarJudge,
            lateVerdicts,
            loader,
            registry,
            programs,
            new ProgramNotes(database, programs, Clock.systemUTC()),
            database,
            sugar);
    this.watch =
        new RouteFilesWatch(
            settings, files, loader, new Schedules(scheduler), nodes, Clock.systemUTC());
    registry.whenAsked(lateVerdicts::verify, watch::lookSoon);
    ship("sync/pull-from-sugar.camel.yaml", BLOCK.replace("%s", "pull-from-sugar"));
    ship("sync/push-to-sugar.camel.yaml", BLOCK.replace("%s", "push-to-sugar"));
  }

  private Scheduler scheduler(DataSource dataSource) throws Exception {
    Properties properties = new Properties();
    properties.put("org.quartz.scheduler.instanceId", "AUTO");
    properties.put(
        "org.quartz.jobStore.driverDelegateClass",
        "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    properties.put("org.quartz.jobStore.isClustered", "true");
    properties.put("org.quartz.threadPool.threadCount", "2");
    schedulerFactory.setSchedulerName("caramel");
    schedulerFactory.setDataSource(dataSource);
    schedulerFactory.setAutoStartup(false);
    schedulerFactory.setQuartzProperties(properties);
    schedulerFactory.afterPropertiesSet();
    return schedulerFactory.getObject();
  }

  /** Puts a file among those that ride in the jar. */
  void ship(String path, String text) {
    shipped.put(path, new RouteText(path, "shipped " + path, text));
  }

  /** Writes a file of the folder. */
  Path write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  void delete(String path) throws IOException {
    Files.delete(directory.resolve(path));
  }

  void start() throws Exception {
    watch.start(shipped);
  }

  void judgeAgain() {
    files.judgeAgain();
  }

  /** What the node does every ten seconds. */
  void beat() {
    watch.beat();
  }

  private void publish(Object event) {
    onEvent.accept(event);
    events.add(event);
  }

  @Override
  public void close() throws Exception {
    watch.close();
    sugarJudge.close();
    camel.stop();
    schedulerFactory.destroy();
    pool.close();
  }
}
