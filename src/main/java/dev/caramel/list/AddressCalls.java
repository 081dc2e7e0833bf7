package dev.caramel.list;

import dev.caramel.api.NoSuchThing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the API tells of an address: its state holds for all lists of the account. */
@Component
public class AddressCalls {
  private final JdbcClient database;

  AddressCalls(JdbcClient database) {
    this.database = database;
  }

  /**
   * The state of an address; both flags are false where nothing is known of it.
   *
   * @throws NoSuchThing if there is no account of that id
   */
  public AddressView one(@Variable("account") String account, @Variable("email") String email) {
    if (!hasAccount(account)) {
      throw new NoSuchThing("There is no account \"" + account + "\".");
    }
    return database
        .sql(
            """
            select address, opted_out, invalid, changed_by, changed_at
            from address
            where account_id = :account and address_key = lower(:email)
            """)
        .param("account", account)
        .param("email", email)
        .query((row, number) -> address(row))
        .optional()
        .orElseGet(() -> new AddressView(email, false, false, null, null));
  }

  private boolean hasAccount(String account) {
    return database
        .sql("select exists (select 1 from account where id = :account)")
        .param("account", account)
        .query(Boolean.class)
        .single();
  }

  private static AddressView address(ResultSet row) throws SQLException {
    return new AddressView(
        row.getString("address"),
        row.getBoolean("opted_out"),
        row.getBoolean("invalid"),
        row.getString("changed_by"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  /**
   * The state of an address.
   *
   * @param email the address as it was written
   * @param optedOut whether its owner wants no mail
   * @param invalid whether mail to it fails
   * @param changedBy what changed it last, or null
   * @param changedAt when it was changed last, or null
   */
  record AddressView(
      String email,
      boolean optedOut,
      boolean invalid,
      @Nullable String changedBy,
      @Nullable Instant changedAt) {}
}
