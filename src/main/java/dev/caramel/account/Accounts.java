package dev.caramel.account;

import dev.caramel.api.NoSuchThing;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts of the database. */
@Component
public class Accounts {
  private static final RowMapper<Account> ACCOUNT =
      (row, number) ->
          new Account(
              row.getString("id"),
              row.getString("name"),
              row.getString("team"),
              row.getString("connection"),
              row.getObject("created_at", OffsetDateTime.class).toInstant());

  private final JdbcClient database;

  Accounts(JdbcClient database) {
    this.database = database;
  }

  /** The account of that id, if there is one. */
  public Optional<Account> find(String id) {
    return database
        .sql("select id, name, team, connection, created_at from account where id = :id")
        .param("id", id)
        .query(ACCOUNT)
        .optional();
  }

  /**
   * The account of that id.
   *
   * @throws NoSuchThing if there is none
   */
  public Account require(String id) {
    return find(id).orElseThrow(() -> new NoSuchThing("There is no account \"" + id + "\"."));
  }

  List<Account> after(@Nullable String id, int rows) {
    return database
        .sql(
            """
            select id, name, team, connection, created_at
            from account
            where id > :after
            order by id
            limit :rows
            """)
        .param("after", id == null ? "" : id)
        .param("rows", rows)
        .query(ACCOUNT)
        .list();
  }

  /** Keeps a new account, unless there is one of that id. */
  boolean add(NewAccount account) {
    return database
            .sql(
                """
                insert into account (id, name, team, connection)
                values (:id, :name, :team, :connection)
                on conflict (id) do nothing
                """)
            .param("id", account.id())
            .param("name", account.name())
            .param("team", account.team())
            .param("connection", account.connection())
            .update()
        == 1;
  }

  void change(Account account) {
    database
        .sql(
            "update account set name = :name, team = :team, connection = :connection where id = :id")
        .param("id", account.id())
        .param("name", account.name())
        .param("team", account.team())
        .param("connection", account.connection())
        .update();
  }
}
