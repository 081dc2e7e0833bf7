package dev.caramel.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counts the statements that threads of some names send to the database, and the rows that they say
 * to have written; a {@code COPY} counts as one statement, and its rows are not seen. What other
 * threads do beside (leases, the scheduler) is left out, because it comes by time.
 */
public final class CountedStatements implements BeanPostProcessor {
  private final Predicate<String> threads;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();

  /** Counts those of threads whose name fits. */
  public CountedStatements(Predicate<String> threads) {
    this.threads = threads;
  }

  /** How many there were so far. */
  public long count() {
    return count.get();
  }

  /** How many rows they inserted, updated and deleted so far, without those of a COPY. */
  public long rows() {
    return rows.get();
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource source ? new Counted(source) : bean;
  }

  private final class Counted extends DelegatingDataSource {
    Counted(DataSource source) {
      super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
      return proxy(Connection.class, super.getConnection());
    }
  }

  private <T> T proxy(Class<T> type, T target) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          boolean ours = threads.test(Thread.currentThread().getName());
          boolean copies = arguments != null && arguments[0] == PGConnection.class;
          if (ours && (method.getName().startsWith("execute") || copies)) {
            count.incrementAndGet();
          }
          try {
            Object answer = method.invoke(target, arguments);
            if (ours && method.getName().equals("executeUpdate")) {
              rows.addAndGet(((Number) answer).longValue());
            }
            if (answer instanceof PreparedStatement statement) {
              return proxy(PreparedStatement.class, statement);
            }
            return answer instanceof Statement statement
                ? proxy(Statement.class, statement)
                : answer;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
