package dev.caramel.connector;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the wrong keys of each address, on all nodes together: whoever sent ten within a minute
 * waits until the first of them is a minute old. A revoked or missing key is no guess and does not
 * count. Of IPv6, a block of 64 bits counts as one address: whoever has one of it has them all.
 */
@Component
class WrongKeys {
  private static final int MOST = 10;

  /** The address that is counted, of the one that the caller has. */
  private static final String COUNTED =
      """
      case family(cast(:address as inet))
        when 4 then cast(:address as inet)
        else cast(network(set_masklen(cast(:address as inet), 64)) as inet)
      end""";

  private final JdbcClient database;

  WrongKeys(JdbcClient database) {
    this.database = database;
  }

  /**
   * Lets an address go on, or not.
   *
   * @throws ConnectorRefusal.TooManyAttempts if it sent too many wrong keys
   */
  void check(String address) {
    Integer seconds =
        database
            .sql(
                """
                select ceil(extract(epoch from tried_at[1] + interval '1 minute' - now()))::int
                from wrong_key
                where address = %s
                  and cardinality(tried_at) >= :most
                  and tried_at[1] > now() - interval '1 minute'
                """
                    .formatted(COUNTED))
            .param("address", address)
            .param("most", MOST)
            .query(Integer.class)
            .optional()
            .orElse(null);
    if (seconds != null) {
      throw new ConnectorRefusal.TooManyAttempts(Duration.ofSeconds(Math.max(1, seconds)));
    }
  }

  /** Notes a wrong key, and forgets what no longer counts. */
  void note(String address) {
    database
        .sql(
            """
            insert into wrong_key as kept (address, tried_at)
            values (%s, array[clock_timestamp()])
            on conflict (address) do update
              set tried_at = (kept.tried_at || clock_timestamp())
                [greatest(1, cardinality(kept.tried_at) + 2 - :most):]
            """
                .formatted(COUNTED))
        .param("address", address)
        .param("most", MOST)
        .update();
    database
        .sql(
            """
            delete from wrong_key
            where address in (
              select address from wrong_key
              where tried_at[cardinality(tried_at)] < now() - interval '1 minute'
              limit 100
              for update skip locked)
            """)
        .update();
  }
}
