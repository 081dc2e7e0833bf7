package dev.caramel.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fresh, migrated database for each test class, on one PostgreSQL for the whole test run:
 *
 * <pre>{@code
 * @RegisterExtension static final TestDatabase database = new TestDatabase();
 * }</pre>
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
  static {
    // Awaitility's own ten seconds are short where the machine does other things, too.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  private static final Namespace NAMESPACE = Namespace.create(TestDatabase.class);
  private static final String TEMPLATE = "caramel_template";

  private Server server;
  private String name;

  @Override
  public void beforeAll(ExtensionContext context) {
    server =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Server.class, key -> new Server(), Server.class);
    name = server.create();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server.drop(name);
  }

  /** Makes a database on a PostgreSQL of its own, where no extension of JUnit's does. */
  public void open() {
    server = new Server();
    name = server.create();
  }

  /** Ends what {@link #open} began. */
  public void close() throws IOException {
    server.close();
  }

  /** A data source on this class's database. */
  public DataSource dataSource() {
    return server.postgres.getDatabase("postgres", name);
  }

  /** A client of this class's database. */
  public JdbcClient jdbc() {
    return JdbcClient.create(dataSource());
  }

  /**
   * Lets the leases of a dead node expire, as they do by themselves in a minute. A short one would
   * be lost by a living node, too, when the machine stands still for a moment.
   */
  public void expireLeases() {
    jdbc().sql("update sync_lease set expires_at = now() - interval '61 seconds'").update();
  }

  /** Address for {@code spring.datasource.url}. */
  public String url() {
    return server.postgres.getJdbcUrl("postgres", name);
  }

  /** The one PostgreSQL: JUnit closes it when all tests have ended. */
  private static final class Server implements ExtensionContext.Store.CloseableResource {
    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    Server() {
      try {
        postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
      } catch (IOException e) {
        throw new IllegalStateException("PostgreSQL did not start", e);
      }
      execute("create database " + TEMPLATE);
      Flyway.configure()
          .dataSource(postgres.getDatabase("postgres", TEMPLATE))
          .locations("classpath:db/migration")
          .load()
          .migrate();
    }

    String create() {
      String name = "caramel_" + databases.incrementAndGet();
      execute("create database " + name + " template " + TEMPLATE);
      return name;
    }

    void drop(String name) {
      execute("drop database " + name + " with (force)");
    }

    private void execute(String statement) {
      JdbcClient.create(postgres.getPostgresDatabase()).sql(statement).update();
    }

    @Override
    public void close() throws IOException {
      postgres.close();
    }
  }
}
