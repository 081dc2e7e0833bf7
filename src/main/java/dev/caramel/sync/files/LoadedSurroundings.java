package dev.caramel.sync.files;

import dev.caramel.sugar.Sugar;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.definition.RouteFile;
import dev.caramel.sync.definition.Surroundings;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What there is at one moment beside a file: the database's accounts, connections, other routes.
 */
final class LoadedSurroundings implements Surroundings {
  private final JdbcClient database;
  private final @Nullable Sugar sugar;
  private final Map<String, Set<String>> directRoutes = new HashMap<>();

  /**
   * @param files all files that are there, loaded or about to be
   */
  LoadedSurroundings(
      JdbcClient database, @Nullable Sugar sugar, Collection<? extends RouteFile> files) {
    this.database = database;
    this.sugar = sugar;
    for (RouteFile file : files) {
      for (String name : file.directRoutes()) {
        directRoutes.computeIfAbsent(name, key -> new HashSet<>()).addAll(file.directCalls());
      }
    }
  }

  /** A file was refused: what it would have held is not there. */
  void lose(RouteFile file) {
    directRoutes.keySet().removeAll(file.directRoutes());
  }

  @Override
  public Optional<Collection<String>> accounts() {
    return Optional.of(database.sql("select id from account").query(String.class).list());
  }

  @Override
  public Optional<Collection<String>> connections() {
    return Optional.ofNullable(sugar).map(Sugar::connections);
  }

  @Override
  public Optional<String> team(String account) {
    return database
        .sql("select team from account where id = ? and team is not null")
        .param(account)
        .query(String.class)
        .optional();
  }

  @Override
  public boolean hasSegment(String list, String segment) {
    return database
        .sql("select exists (select from segment where list_id = ? and name = ?)")
        .params(list, segment)
        .query(Boolean.class)
        .single();
  }

  @Override
  public Map<String, Set<String>> directRoutes() {
    return directRoutes;
  }

  /** The connection that a sync works with: its own, its account's, or the default one. */
  String connection(ListSync sync) {
    if (sync.connection() != null) {
      return sync.connection();
    }
    return database
        .sql("select connection from account where id = ? and connection is not null")
        .param(sync.account())
        .query(String.class)
        .optional()
        .orElseGet(() -> sugar == null ? "default" : sugar.defaultConnection());
  }
}
