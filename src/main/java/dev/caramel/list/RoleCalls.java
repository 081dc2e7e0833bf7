package dev.caramel.list;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.NotNow;
import dev.caramel.api.WrongRequest;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives columns their roles. The role {@code email} says which column holds a member's address: by
 * it members are posted, looked up and have activities, so another column with that role gives all
 * members other addresses.
 */
@Component("roleCalls")
public class RoleCalls {
  private static final List<String> ROLES = List.of("email", "lead-score", "owner");

  private static final String RUNS =
      "select exists (select from sync_lease where sync_id = ? and expires_at > now())";

  private static final String NO_ADDRESS =
      """
      select "values" ->> :field
      from member
      where list_id = :list and removed_at is null and "values" ->> :field is not null
        and ("values" ->> :field !~ '^[^@[:space:]]+@[^@[:space:]]+$' or length("values" ->> :field) > 254)
      limit 1
      """;

  private static final String READDRESS =
      """
      update member
      set email = "values" ->> :field, source_hash = null, updated_at = now()
      where list_id = :list and email is distinct from "values" ->> :field
      """;

  private final JdbcClient database;
  private final TransactionOperations transaction;

  RoleCalls(JdbcClient database, TransactionOperations transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  /**
   * Gives a column its role; a role belongs to one column of a list, so another one loses it.
   *
   * @throws NoSuchThing if there is no such list or column
   * @throws WrongRequest if there is no such role, or the column cannot have it
   * @throws NotNow if members were to get other addresses while a run of the list is under way
   */
  public RoleChange setRole(
      @Variable("list") String list,
      @Variable("column") String column,
      @Variable("body") RoleChange change) {
    String role = change.role();
    if (role != null && !ROLES.contains(role)) {
      throw WrongRequest.of(
          "role",
          "\"role\" may be " + String.join(", ", ROLES) + " or null, not \"" + role + "\".");
    }
    transaction.executeWithoutResult(status -> move(list, column, role));
    return change;
  }

  private void move(String list, String column, @Nullable String role) {
    // Held until the end: the loader of definitions and other callers wait.
    database.sql("select id from list where id = ? for update").param(list).query().listOfRows();
    Optional<String> before = addressField(list);
    if (role != null) {
      database
          .sql("update list_column set role = null where list_id = :list and role = :role")
          .param("list", list)
          .param("role", role)
          .update();
    }
    int changed =
        database
            .sql("update list_column set role = :role where list_id = :list and name = :column")
            .param("role", role)
            .param("list", list)
            .param("column", column)
            .update();
    if (changed == 0) {
      throw new NoSuchThing("The list " + list + " has no column \"" + column + "\".");
    }
    Optional<String> after = addressField(list);
    if (after.isPresent() && !after.equals(before)) {
      readdress(list, column, after.get());
    }
  }

  /** The field whose column holds the addresses, as posts and pulls take it. */
  private Optional<String> addressField(String list) {
    return database
        .sql("select address_field(?)")
        .param(list)
        .query((row, number) -> Optional.ofNullable(row.getString(1)))
        .single();
  }

  private void readdress(String list, String column, String field) {
    if (database.sql(RUNS).param(list).query(Boolean.class).single()) {
      throw new NotNow(
          "A run of %s is under way, and its members get other addresses by this: wait for its end."
              .formatted(list));
    }
    database
        .sql(NO_ADDRESS)
        .param("list", list)
        .param("field", field)
        .query(String.class)
        .optional()
        .ifPresent(
            value -> {
              throw WrongRequest.of(
                  "role",
                  "The column \"%s\" holds \"%s\", which is no email address."
                      .formatted(column, value.substring(0, Math.min(80, value.length()))));
            });
    database.sql(READDRESS).param("list", list).param("field", field).update();
  }
}
