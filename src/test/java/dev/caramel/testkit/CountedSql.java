package dev.caramel.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's driver, with the statements counted that runs prepare. What others do meanwhile (the
 * schedules, the beats of nodes) is not: it depends on how long a run takes. Use it by
 *
 * <pre>{@code .with("spring.datasource.driver-class-name", CountedSql.class.getName())}</pre>
 */
public final class CountedSql implements Driver {
  private static final AtomicLong STATEMENTS = new AtomicLong();

  private final Driver driver = new org.postgresql.Driver();

  /** Statements of runs since it was asked last. */
  public static long take() {
    return STATEMENTS.getAndSet(0);
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    Connection real = driver.connect(url, info);
    return real == null
        ? null
        : (Connection)
            Proxy.newProxyInstance(
                CountedSql.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("prepareStatement") && isRun()) {
                    STATEMENTS.incrementAndGet();
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  private static boolean isRun() {
    String thread = Thread.currentThread().getName();
    return thread.startsWith("run-") && !thread.startsWith("run-watch")
        || thread.startsWith("push-");
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
