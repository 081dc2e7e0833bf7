package dev.caramel.bench.scale;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A real PostgreSQL with Caramel's tables, set up as a server is: what was committed is on disk.
 */
final class Database implements AutoCloseable {
  private final EmbeddedPostgres postgres;

  Database() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("work_mem", "32MB")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("max_connections", "100")
            .start();
  }

  /** Makes the tables before a node does, so that they can be filled. */
  Database migrated() {
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    return this;
  }

  String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  JdbcClient sql() {
    return JdbcClient.create(postgres.getPostgresDatabase());
  }

  /** Runs a statement and says how many seconds it took. */
  double timed(String statement, Object... parameters) {
    long began = System.nanoTime();
    if (statement.stripLeading().startsWith("select")) {
      sql().sql(statement).params(parameters).query().listOfRows();
    } else {
      sql().sql(statement).params(parameters).update();
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** What a table takes on disk, its indexes included. */
  long bytes(String table) {
    return sql()
        .sql("select pg_total_relation_size(?::regclass)")
        .param(table)
        .query(Long.class)
        .single();
  }

  /** How long a run took, in seconds. */
  double seconds(long run) {
    return sql()
        .sql("select extract(epoch from ended_at - started_at)::float8 from run where id = ?")
        .param(run)
        .query(Double.class)
        .single();
  }

  /** A new folder for routes, with the sync files of those names. */
  static Path routes(Path folder, String name, String text) throws IOException {
    Path syncs = Files.createDirectories(folder.resolve("routes/syncs"));
    Files.writeString(syncs.resolve(name + ".camel.yaml"), text);
    return syncs.getParent();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
