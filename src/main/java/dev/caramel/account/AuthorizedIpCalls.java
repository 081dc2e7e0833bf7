package dev.caramel.account;

import dev.caramel.api.AddressBlock;
import dev.caramel.api.NoSuchThing;
import dev.caramel.api.Page;
import dev.caramel.api.WrongRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What administrators do with the addresses that may call the connector of an account. */
@Component
public class AuthorizedIpCalls {
  // As people write it: abbrev of an inet leaves out the length of a single address.
  private static final String COLUMNS = "id, abbrev(address::inet) as address, created_at";

  private static final RowMapper<AuthorizedIp> ROW =
      (row, number) ->
          new AuthorizedIp(
              row.getString("id"),
              row.getString("address"),
              row.getObject("created_at", OffsetDateTime.class).toInstant());

  private final Accounts accounts;
  private final AuditLog audit;
  private final JdbcClient database;
  private final TransactionTemplate transaction;

  AuthorizedIpCalls(
      Accounts accounts, AuditLog audit, JdbcClient database, TransactionTemplate transaction) {
    this.accounts = accounts;
    this.audit = audit;
    this.database = database;
    this.transaction = transaction;
  }

  /**
   * Authorizes an address or block; one that is authorized already is answered as it stands.
   *
   * @param caller address that the call came from, for the audit
   * @throws NoSuchThing if there is no account of that id
   * @throws WrongRequest if it is neither an address nor a block
   */
  public AuthorizedIp authorize(
      @Variable("account") String account,
      @Variable("body") NewAuthorizedIp given,
      @Variable("caller") String caller) {
    accounts.require(account);
    String block =
        AddressBlock.parse(given.address())
            .orElseThrow(
                () ->
                    WrongRequest.of(
                        "address",
                        "\"address\" is to be an IP address (203.0.113.7, 2001:db8::1) or a CIDR"
                            + " block (203.0.113.0/24, 2001:db8::/32)."))
            .toString();
    AuthorizedIp kept =
        transaction.execute(
            status -> {
              insert(account, block, caller);
              return database
                  .sql(
                      "select "
                          + COLUMNS
                          + " from authorized_ip where account_id = :account"
                          + " and address = cast(:address as cidr)")
                  .param("account", account)
                  .param("address", block)
                  .query(ROW)
                  .single();
            });
    if (kept == null) {
      throw new IllegalStateException("The address was not kept");
    }
    return kept;
  }

  private void insert(String account, String block, String caller) {
    int added =
        database
            .sql(
                """
                insert into authorized_ip (account_id, address)
                values (:account, cast(:address as cidr))
                on conflict (account_id, address) do nothing
                """)
            .param("account", account)
            .param("address", block)
            .update();
    if (added == 1) {
      audit.note(account, "ip-authorized", block + " was authorized", caller);
    }
  }

  /**
   * A page of the authorized addresses, the oldest first.
   *
   * @param after id of the one behind which to begin; null for the first page
   * @throws NoSuchThing if there is no account of that id
   */
  public Page<AuthorizedIp> page(
      @Variable("account") String account,
      @Variable("after") @Nullable Long after,
      @Variable("limit") int limit) {
    accounts.require(account);
    List<AuthorizedIp> rows =
        database
            .sql(
                "select "
                    + COLUMNS
                    + " from authorized_ip where account_id = :account and id > :after"
                    + " order by id limit :rows")
            .param("account", account)
            .param("after", after == null ? 0 : after)
            .param("rows", limit + 1)
            .query(ROW)
            .list();
    return Page.of("authorizedIps", rows, limit, AuthorizedIp::id);
  }

  /**
   * Takes an authorization back, at once and on all nodes.
   *
   * @param caller address that the call came from, for the audit
   * @throws NoSuchThing if the account has no such authorization
   */
  public void withdraw(
      @Variable("account") String account,
      @Variable("authorizedIp") long authorizedIp,
      @Variable("caller") String caller) {
    transaction.executeWithoutResult(
        status -> {
          String block =
              database
                  .sql(
                      "delete from authorized_ip where account_id = :account and id = :id"
                          + " returning text(address)")
                  .param("account", account)
                  .param("id", authorizedIp)
                  .query(String.class)
                  .optional()
                  .orElseThrow(
                      () ->
                          new NoSuchThing(
                              "The account has no authorized IP " + authorizedIp + "."));
          audit.note(account, "ip-withdrawn", block + " is no longer authorized", caller);
        });
  }

  /**
   * An authorized address or block.
   *
   * @param id id
   * @param address in its usual form
   * @param createdAt when it was authorized
   */
  record AuthorizedIp(String id, String address, Instant createdAt) {}
}
