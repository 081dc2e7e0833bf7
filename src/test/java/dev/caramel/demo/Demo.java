package dev.caramel.demo;

import dev.caramel.Caramel;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.catalog.SugarField;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * Caramel with all that it needs, in one process and on the loopback only: a Sugar sandbox with
 * some leads, a PostgreSQL that begins empty, and people who do things. {@code ./mvnw
 * spring-boot:test-run} starts it (it finds this class by its annotation), Ctrl-C ends it and
 * leaves nothing behind.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class Demo {
  static final String KEY = "demo";
  private static final int PORT = 8080;
  private static final int SANDBOX_PORT = 8090;
  private static final int LEADS = 60;
  private static final SugarField LEAD_SCORE =
      SugarField.of(
          Map.of(
              "name", "caramel_lead_score_c",
              "type", "int",
              "len", 11,
              "label", "Lead Score",
              "source", "custom_fields"));

  /**
   * Starts the demo.
   *
   * @param arguments those of Caramel, {@code --server.port} above all, and {@code
   *     --demo.sandbox-port} and {@code --demo.leads}
   * @throws IOException if PostgreSQL does not start
   */
  public static void main(String[] arguments) throws IOException {
    // What PostgreSQL tells while it starts is no news to anybody who tries Caramel.
    LoggingSystem.get(Demo.class.getClassLoader()).beforeInitialize();
    SimpleCommandLinePropertySource given = new SimpleCommandLinePropertySource(arguments);
    int port = number(given, "server.port", PORT);
    int sandboxPort = number(given, "demo.sandbox-port", SANDBOX_PORT);
    List<String> taken = Ports.taken(Map.of("server.port", port, "demo.sandbox-port", sandboxPort));
    if (!taken.isEmpty()) {
      taken.forEach(System.err::println);
      System.exit(1);
    }
    try {
      start(arguments, port, sandboxPort, number(given, "demo.leads", LEADS));
    } catch (RuntimeException e) {
      // Spring has told why; the sandbox's threads would keep the process alive.
      System.err.println("The demo did not start.");
      System.exit(1);
    }
  }

  static Parts start(String[] arguments, int port, int sandboxPort, int leads) throws IOException {
    // The sandbox is a Sugar that has Caramel's package: the field Lead Score is there.
    Sandbox sandbox =
        Sandbox.builder().port(sandboxPort).leads(leads).withField("Leads", LEAD_SCORE).start();
    DemoLead.createIn(sandbox);
    EmbeddedPostgres postgres = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
    // Caramel ends first, so that nothing that it needs is gone before.
    SpringApplication.getShutdownHandlers().add(() -> end(sandbox, postgres));
    ConfigurableApplicationContext caramel =
        SpringApplication.run(
            Caramel.class, settings(arguments, port, sandbox, postgres, DemoRoutes.write()));
    Parts parts = new Parts(caramel, sandbox, postgres, new SampleVisitors(url(caramel)));
    caramel.addApplicationListener(
        event -> {
          if (event instanceof ContextClosedEvent) {
            parts.visitors().close();
          }
        });
    parts.visitors().start();
    System.out.println(Welcome.text(parts.caramelUrl(), parts.sandboxUrl()));
    return parts;
  }

  private static String url(ConfigurableApplicationContext caramel) {
    return "http://127.0.0.1:" + caramel.getEnvironment().getProperty("local.server.port");
  }

  /** What runs in this process. */
  record Parts(
      ConfigurableApplicationContext caramel,
      Sandbox sandbox,
      EmbeddedPostgres postgres,
      SampleVisitors visitors)
      implements AutoCloseable {

    String caramelUrl() {
      return url(caramel);
    }

    String sandboxUrl() {
      return sandbox.url();
    }

    @Override
    public void close() {
      caramel.close();
      end(sandbox, postgres);
    }
  }

  /** What the demo sets wins over what the environment happens to hold. */
  private static String[] settings(
      String[] arguments, int port, Sandbox sandbox, EmbeddedPostgres postgres, Path routes) {
    Stream<String> ours =
        Stream.of(
            "--caramel.routes.directory=" + routes,
            "--logging.level.io.zonky=warn",
            "--server.address=127.0.0.1",
            "--server.port=" + port,
            "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--caramel.admin-key=" + KEY,
            "--caramel.sugar.url=" + sandbox.url(),
            "--caramel.sugar.username=caramel",
            "--caramel.sugar.password=sandbox",
            "--caramel.sugar.platform=caramel");
    Stream<String> theirs =
        Arrays.stream(arguments).filter(argument -> !argument.startsWith("--server.port"));
    return Stream.concat(theirs, ours).toArray(String[]::new);
  }

  private static void end(Sandbox sandbox, EmbeddedPostgres postgres) {
    sandbox.close();
    try {
      postgres.close();
    } catch (IOException e) {
      System.err.println("PostgreSQL did not end: " + e.getMessage());
    }
  }

  private static int number(SimpleCommandLinePropertySource given, String name, int otherwise) {
    String value = given.getProperty(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
