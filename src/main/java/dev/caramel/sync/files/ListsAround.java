package dev.caramel.sync.files;

import dev.caramel.sugar.value.ValueKind;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.program.KnownList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The lists that steps of maintenance programs can name: those of the sync files, loaded or about
 * to be, and those whose file is gone. They are read when they are asked for.
 */
final class ListsAround {
  private final JdbcClient database;
  private final Predicate<String> verified;
  private final Map<String, ListSync> definitions = new HashMap<>();

  ListsAround(JdbcClient database, Collection<FileJudge.Read> files, Predicate<String> verified) {
    this.database = database;
    this.verified = verified;
    for (FileJudge.Read read : files) {
      if (read.sync() != null && read.sync().definition() != null) {
        definitions.put(read.sync().id(), read.sync().definition());
      }
    }
  }

  Collection<String> ids() {
    Collection<String> ids = new TreeSet<>(definitions.keySet());
    ids.addAll(database.sql("select id from list").query(String.class).list());
    return ids;
  }

  Optional<KnownList> find(String id) {
    ListSync sync = definitions.get(id);
    List<KnownList.Column> held = held(id);
    if (sync == null) {
      return database
          .sql("select account_id from list where id = ?")
          .param(id)
          .query(String.class)
          .optional()
          .map(account -> new KnownList(id, account, held, null));
    }
    Map<String, KnownList.Column> byField =
        held.stream().collect(Collectors.toMap(KnownList.Column::field, column -> column));
    List<KnownList.Column> columns =
        sync.columns().stream()
            .map(
                column ->
                    new KnownList.Column(
                        column.name(),
                        column.field(),
                        byField.containsKey(column.field()) && verified.test(id)
                            ? byField.get(column.field()).kind()
                            : null))
            .toList();
    return Optional.of(new KnownList(id, sync.account(), columns, sync));
  }

  private List<KnownList.Column> held(String id) {
    return database
        .sql("select name, field, type from list_column where list_id = ? order by position")
        .param(id)
        .query(
            (rs, row) ->
                new KnownList.Column(
                    rs.getString("name"),
                    rs.getString("field"),
                    ValueKind.of(rs.getString("field"), rs.getString("type"))))
        .list();
  }
}
