package dev.caramel.account;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notes who changed accounts, keys, authorized addresses and the state of addresses: with the
 * change, or not at all.
 */
@Component
public class AuditLog {
  private final JdbcClient database;

  AuditLog(JdbcClient database) {
    this.database = database;
  }

  /**
   * Notes a change; called in the transaction of the change.
   *
   * @param detail what was changed, in words without any secret
   * @param caller address that the admin call came from
   */
  public void note(String account, String action, String detail, String caller) {
    database
        .sql(
            """
            insert into audit (account_id, action, detail, caller)
            values (:account, :action, :detail, :caller)
            """)
        .param("account", account)
        .param("action", action)
        .param("detail", detail)
        .param("caller", caller)
        .update();
  }
}
