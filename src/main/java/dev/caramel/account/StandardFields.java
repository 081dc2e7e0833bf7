package dev.caramel.account;

import dev.caramel.api.Refusal.Mistake;
import dev.caramel.api.WrongRequest;
import dev.caramel.sugar.FieldOffer;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.SugarOffers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The names that an account gives to the columns of its lists, whatever Sugar calls the fields. */
@Component("standardFields")
public class StandardFields {
  private static final int LONGEST = 255;
  private static final int MOST = 5000;
  private static final List<String> MODULES = List.of("Leads", "Contacts");

  private final Accounts accounts;
  private final SugarOffers offers;
  private final JdbcClient database;
  private final TransactionOperations transaction;

  StandardFields(
      Accounts accounts,
      SugarOffers offers,
      JdbcClient database,
      TransactionOperations transaction) {
    this.accounts = accounts;
    this.offers = offers;
    this.database = database;
    this.transaction = transaction;
  }

  /**
   * The names, in their order.
   *
   * @throws dev.caramel.api.NoSuchThing if there is no account of that id
   */
  public FieldNames get(@Variable("account") String account) {
    accounts.require(account);
    return new FieldNames(of(account));
  }

  /**
   * Sets names, in place of those before.
   *
   * @return the names as they are kept
   * @throws dev.caramel.api.NoSuchThing if there is no account of that id
   * @throws WrongRequest if a name is empty, too long or there twice, whatever its case
   */
  public FieldNames set(@Variable("account") String account, @Variable("body") FieldNames names) {
    accounts.require(account);
    List<String> wanted = names.names().stream().map(String::strip).toList();
    List<Mistake> mistakes = mistakes(wanted);
    if (!mistakes.isEmpty()) {
      throw new WrongRequest(mistakes);
    }
    keep(account, wanted);
    return new FieldNames(wanted);
  }

  /**
   * Adds the labels of all standard and custom fields of Leads and Contacts, read from the Sugar of
   * the account, behind the names that are there. A field that one of the names stands for already
   * adds nothing; of fields that share a label, the later ones have their own name in brackets.
   *
   * @return all names
   * @throws dev.caramel.api.NoSuchThing if there is no account of that id
   * @throws SugarException if Sugar does not answer; then nothing is changed
   */
  public FieldNames optimize(@Variable("account") String account) {
    String connection = accounts.require(account).connection();
    Map<String, FieldOffer> fields = new LinkedHashMap<>();
    for (String module : MODULES) {
      offers
          .fields(connection, module)
          .orElse(List.of())
          .forEach(field -> fields.putIfAbsent(field.name(), field));
    }
    if (fields.isEmpty()) {
      throw new SugarException.NotAllowed(
          "Sugar shows our user neither Leads nor Contacts: give its role access to them.");
    }
    StandardNames names = new StandardNames(of(account));
    fields.values().forEach(names::add);
    keep(account, names.all());
    return new FieldNames(names.all());
  }

  /**
   * Column names of fields, as the account calls them: its standard name where one stands for the
   * field, else the field's label.
   *
   * @return field by column name, in the order of the fields
   */
  public Map<String, String> columns(String account, List<FieldOffer> fields) {
    StandardNames names = new StandardNames(of(account));
    Map<String, String> columns = new LinkedHashMap<>();
    for (FieldOffer field : fields) {
      String standard = names.of(field).orElse(field.label());
      String name = columns.containsKey(standard) ? StandardNames.told(field) : standard;
      columns.put(name, field.name());
    }
    return columns;
  }

  private static List<Mistake> mistakes(List<String> names) {
    List<Mistake> mistakes = new ArrayList<>();
    if (names.size() > MOST) {
      mistakes.add(new Mistake("names", "There may be up to " + MOST + " names."));
    }
    TreeSet<String> met = new TreeSet<>();
    for (String name : names) {
      if (name.isEmpty()
          || name.length() > LONGEST
          || name.chars().anyMatch(Character::isISOControl)) {
        mistakes.add(
            new Mistake(
                "names", "A name is to be text of 1 to " + LONGEST + " printable characters."));
      } else if (!met.add(name.toLowerCase(Locale.ROOT))) {
        mistakes.add(new Mistake("names", "The name \"" + name + "\" is there twice."));
      }
    }
    return mistakes;
  }

  private List<String> of(String account) {
    return database
        .sql("select name from standard_field where account_id = :account order by position")
        .param("account", account)
        .query(String.class)
        .list();
  }

  private void keep(String account, List<String> names) {
    transaction.executeWithoutResult(
        status -> {
          // Two who set names at once: one after the other, not a mix of both.
          database
              .sql("select 1 from account where id = :account for update")
              .param("account", account)
              .query(Integer.class)
              .single();
          database
              .sql("delete from standard_field where account_id = :account")
              .param("account", account)
              .update();
          database
              .sql(
                  """
                  insert into standard_field (account_id, position, name)
                  select :account, position, name
                  from unnest(:names) with ordinality as given (name, position)
                  """)
              .param("account", account)
              .param("names", names.toArray(String[]::new))
              .update();
        });
  }
}
