package dev.caramel.account;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.NotNow;
import dev.caramel.api.Page;
import dev.caramel.api.Refusal.Mistake;
import dev.caramel.api.WrongRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What administrators do with accounts. */
@Component
public class AccountCalls {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int LONGEST = 255;

  private final Accounts accounts;
  private final BindingCheck bindings;
  private final AuditLog audit;
  private final TransactionOperations transaction;

  AccountCalls(
      Accounts accounts, BindingCheck bindings, AuditLog audit, TransactionOperations transaction) {
    this.accounts = accounts;
    this.bindings = bindings;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** A page of all accounts, by id. */
  public Page<Account> page(
      @Variable("after") @Nullable String after, @Variable("limit") int limit) {
    return Page.of("accounts", accounts.after(after, limit + 1), limit, Account::id);
  }

  /**
   * One account.
   *
   * @throws NoSuchThing if there is none of that id
   */
  public Account one(@Variable("account") String account) {
    return accounts.require(account);
  }

  /**
   * Makes an account.
   *
   * @param caller address that the call came from, for the audit
   * @throws WrongRequest if a value is wrong; a team that nearly has the name is named
   * @throws NotNow if there is one of that id
   */
  public Account create(@Variable("body") NewAccount account, @Variable("caller") String caller) {
    List<Mistake> mistakes = new ArrayList<>();
    if (!ID.matcher(account.id()).matches()) {
      mistakes.add(
          new Mistake(
              "id",
              "\"id\" may have up to 63 lower-case letters, digits and dashes, and begins with a"
                  + " letter or digit: emea-north."));
    }
    judge(account.name(), account.team(), account.connection(), mistakes);
    transaction.executeWithoutResult(
        status -> {
          if (!accounts.add(account)) {
            throw new NotNow("There is an account \"" + account.id() + "\" already.");
          }
          audit.note(account.id(), "account-created", "The account was created", caller);
        });
    return accounts.require(account.id());
  }

  /**
   * Changes an account: its syncs keep to what is said from their next run on.
   *
   * @param caller address that the call came from, for the audit
   * @throws NoSuchThing if there is none of that id
   * @throws WrongRequest if a value is wrong; a team that nearly has the name is named
   */
  public Account change(
      @Variable("account") String id,
      @Variable("body") AccountChange change,
      @Variable("caller") String caller) {
    Account before = accounts.require(id);
    Account after = change.of(before);
    judge(after.name(), after.team(), after.connection(), new ArrayList<>());
    transaction.executeWithoutResult(
        status -> {
          accounts.change(after);
          audit.note(id, "account-changed", difference(before, after), caller);
        });
    return after;
  }

  private void judge(
      @Nullable String name,
      @Nullable String team,
      @Nullable String connection,
      List<Mistake> mistakes) {
    judgeText("name", name, mistakes);
    if (team != null) {
      judgeText("team", team, mistakes);
    }
    if (connection != null) {
      judgeText("connection", connection, mistakes);
    }
    if (mistakes.isEmpty()) {
      mistakes.addAll(bindings.judge(team, connection));
    }
    if (!mistakes.isEmpty()) {
      throw new WrongRequest(mistakes);
    }
  }

  private static void judgeText(String key, @Nullable String text, List<Mistake> mistakes) {
    if (text == null
        || text.isBlank()
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)) {
      mistakes.add(
          new Mistake(
              key, "\"" + key + "\" is to be text of 1 to " + LONGEST + " printable characters."));
    }
  }

  private static String difference(Account before, Account after) {
    return "name \"%s\", team %s, connection %s; before: name \"%s\", team %s, connection %s"
        .formatted(
            after.name(),
            quoted(after.team()),
            quoted(after.connection()),
            before.name(),
            quoted(before.team()),
            quoted(before.connection()));
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "none" : "\"" + text + "\"";
  }
}
