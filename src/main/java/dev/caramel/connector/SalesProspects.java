package dev.caramel.connector;

import dev.caramel.account.Accounts;
import dev.caramel.api.Refusal.Mistake;
import dev.caramel.api.WrongRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The lists of an account that feed its hot prospects. */
@Component("salesProspects")
public class SalesProspects {
  private final Accounts accounts;
  private final JdbcClient database;
  private final TransactionOperations transaction;

  SalesProspects(Accounts accounts, JdbcClient database, TransactionOperations transaction) {
    this.accounts = accounts;
    this.database = database;
    this.transaction = transaction;
  }

  /**
   * The chosen lists, by id.
   *
   * @throws dev.caramel.api.NoSuchThing if there is no account of that id
   */
  public ListChoice get(@Variable("account") String account) {
    accounts.require(account);
    return new ListChoice(of(account));
  }

  /**
   * Chooses lists, in place of those chosen before.
   *
   * @return the chosen lists
   * @throws dev.caramel.api.NoSuchThing if there is no account of that id
   * @throws WrongRequest if one is no list of the account
   */
  public ListChoice choose(
      @Variable("account") String account, @Variable("body") ListChoice choice) {
    accounts.require(account);
    Set<String> wanted = new LinkedHashSet<>(choice.lists());
    List<String> own =
        database
            .sql("select id from list where account_id = :account and id = any(:lists)")
            .param("account", account)
            .param("lists", wanted.toArray(String[]::new))
            .query(String.class)
            .list();
    List<Mistake> mistakes =
        wanted.stream()
            .filter(list -> !own.contains(list))
            .map(list -> new Mistake("lists", "The account has no list \"" + list + "\"."))
            .toList();
    if (!mistakes.isEmpty()) {
      throw new WrongRequest(mistakes);
    }
    transaction.executeWithoutResult(status -> replace(account, own));
    return new ListChoice(of(account));
  }

  /** Ids of the chosen lists; a list that moved to another account no longer counts. */
  List<String> of(String account) {
    return database
        .sql(
            """
            select list.id
            from sales_prospects
            join list on list.id = sales_prospects.list_id and list.account_id = :account
            where sales_prospects.account_id = :account
            order by list.id
            """)
        .param("account", account)
        .query(String.class)
        .list();
  }

  private void replace(String account, List<String> lists) {
    database
        .sql("delete from sales_prospects where account_id = :account")
        .param("account", account)
        .update();
    database
        .sql(
            """
            insert into sales_prospects (account_id, list_id)
            select :account, list from unnest(:lists) as chosen (list)
            on conflict do nothing
            """)
        .param("account", account)
        .param("lists", lists.toArray(String[]::new))
        .update();
  }
}
