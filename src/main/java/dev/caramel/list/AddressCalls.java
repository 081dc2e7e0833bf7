package dev.caramel.list;

import dev.caramel.account.AuditLog;
import dev.caramel.api.NoSuchThing;
import dev.caramel.api.WrongRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What the API tells of an address, and what a person says of it: its state holds for all lists of
 * the account.
 */
@Component
public class AddressCalls {
  private static final int LONGEST = 254;
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

  private final JdbcClient database;
  private final AuditLog audit;
  private final TransactionOperations transaction;

  AddressCalls(JdbcClient database, AuditLog audit, TransactionOperations transaction) {
    this.database = database;
    this.audit = audit;
    this.transaction = transaction;
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

  /**
   * Sets the state of an address, for all lists of the account; a push brings it to Sugar. Said
   * again it changes nothing.
   *
   * @param caller address that the call came from, for the audit
   * @throws NoSuchThing if there is no account of that id
   * @throws WrongRequest if it is no address
   */
  public AddressView change(
      @Variable("account") String account,
      @Variable("email") String email,
      @Variable("body") AddressChange change,
      @Variable("caller") String caller) {
    if (!hasAccount(account)) {
      throw new NoSuchThing("There is no account \"" + account + "\".");
    }
    if (email.length() > LONGEST || !ADDRESS.matcher(email).matches()) {
      throw WrongRequest.of("email", "\"" + email + "\" is no email address.");
    }
    transaction.executeWithoutResult(
        status -> {
          if (!write(account, email, change, caller)) {
            status.setRollbackOnly();
          }
        });
    return one(account, email);
  }

  private boolean write(String account, String email, AddressChange change, String caller) {
    // Held until the end: a run or another person that has news of it waits.
    AddressChange before = held(account, email);
    if (before.equals(change)) {
      return false;
    }
    database
        .sql(
            """
            update address
               set opted_out = :optedOut, invalid = :invalid, changed_by = 'person',
                   changed_at = now()
             where account_id = :account and address_key = lower(:email)
            """)
        .param("account", account)
        .param("email", email)
        .param("optedOut", change.optedOut())
        .param("invalid", change.invalid())
        .update();
    audit.note(
        account,
        "address-changed",
        "%s: %s; before: %s".formatted(email, change.inWords(), before.inWords()),
        caller);
    return true;
  }

  private AddressChange held(String account, String email) {
    database
        .sql(
            """
            insert into address (account_id, address_key, address, opted_out, invalid, changed_by)
            values (:account, lower(:email), :email, false, false, 'person')
            on conflict do nothing
            """)
        .param("account", account)
        .param("email", email)
        .update();
    return database
        .sql(
            """
            select opted_out, invalid from address
             where account_id = :account and address_key = lower(:email)
               for update
            """)
        .param("account", account)
        .param("email", email)
        .query(
            (row, number) ->
                new AddressChange(row.getBoolean("opted_out"), row.getBoolean("invalid")))
        .single();
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
