package dev.caramel.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * PostgreSQL's driver, with the statements counted that runs prepare, and the rows that they say to
 * have written; a {@code COPY} counts as one statement, and its rows are not seen. What others do
 * meanwhile (the schedules, the beats of nodes) is not counted: it depends on how long a run takes.
 * Use it by
 *
 * <pre>{@code .with("spring.datasource.driver-class-name", CountedSql.class.getName())}</pre>
 */
public final class CountedSql implements Driver {
  private static final AtomicLong STATEMENTS = new AtomicLong();
  private static final AtomicLong ROWS = new AtomicLong();

  private final Driver driver = new org.postgresql.Driver();

  /** What runs sent and wrote. */
  public record Counts(long statements, long rows) {}

  /** What was counted since it was asked last. */
  public static Counts take() {
    return new Counts(STATEMENTS.getAndSet(0), ROWS.getAndSet(0));
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    Connection real = driver.connect(url, info);
    return real == null ? null : proxy(Connection.class, real, CountedSql::ofConnection);
  }

  private static @Nullable Object ofConnection(
      Method method, Object @Nullable [] arguments, @Nullable Object answer) {
    boolean copies =
        method.getName().equals("unwrap")
            && arguments != null
            && arguments[0] == PGConnection.class;
    if (copies && isRun()) {
      STATEMENTS.incrementAndGet();
    }
    if (answer instanceof PreparedStatement statement && isRun()) {
      STATEMENTS.incrementAndGet();
      return proxy(PreparedStatement.class, statement, CountedSql::ofStatement);
    }
    return answer;
  }

  private static @Nullable Object ofStatement(
      Method method, Object @Nullable [] arguments, @Nullable Object answer) {
    if (method.getName().equals("executeUpdate") && answer instanceof Number rows) {
      ROWS.addAndGet(rows.longValue());
    }
    return answer;
  }

  /** What becomes of an answer. */
  private interface Watch {
    @Nullable Object answered(
        Method method, Object @Nullable [] arguments, @Nullable Object answer);
  }

  private static <T> T proxy(Class<T> type, T target, Watch watch) {
    return type.cast(
        Proxy.newProxyInstance(
            CountedSql.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return watch.answered(method, arguments, method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static boolean isRun() {
    String thread = Thread.currentThread().getName();
    return thread.startsWith("run-") && !thread.startsWith("run-watch")
        || thread.startsWith("push-")
        || thread.startsWith("pull-");
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return driver.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return driver.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return driver.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return driver.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return driver.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() throws java.sql.SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }
}
