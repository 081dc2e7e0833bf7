package dev.caramel.sync.files;

import dev.caramel.sugar.Sugar;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.definition.RouteFile;
import dev.caramel.sync.definition.Surroundings;
import dev.caramel.sync.program.KnownList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What there is at one moment beside a file: the database's accounts, connections, other routes.
 */
final class LoadedSurroundings implements Surroundings {
  private static final String ACCOUNTS = "select id, team, connection from account";

  private final JdbcClient database;
  private final @Nullable Sugar sugar;
  private final ListsAround lists;
  private final Set<String> kamelets = new HashSet<>();
  private final Map<String, Set<String>> directRoutes = new HashMap<>();
  private @Nullable Map<String, Bound> accounts;

  /** An account, and what it is bound to. */
  record Bound(String id, @Nullable String team, @Nullable String connection) {}

  /**
   * @param files all files that are there, loaded or about to be
   * @param verified ids of the lists of whose columns Sugar said what they hold
   */
  LoadedSurroundings(
      JdbcClient database,
      @Nullable Sugar sugar,
      Collection<FileJudge.Read> files,
      Predicate<String> verified) {
    this.database = database;
    this.sugar = sugar;
    this.lists = new ListsAround(database, files, verified);
    for (FileJudge.Read read : files) {
      RouteFile file = read.file();
      if (read.source().isKamelet()) {
        kamelets.add(file.stem());
      }
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
    return Optional.of(known().keySet());
  }

  @Override
  public Optional<Collection<String>> connections() {
    return Optional.ofNullable(sugar).map(Sugar::connections);
  }

  @Override
  public Optional<String> team(String account) {
    return Optional.ofNullable(known().get(account)).map(Bound::team);
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
  public Collection<String> lists() {
    return lists.ids();
  }

  @Override
  public Optional<KnownList> list(String id) {
    return lists.find(id);
  }

  @Override
  public Optional<Collection<String>> sheets(String account) {
    return Optional.of(
        database
            .sql("select name from score_sheet where account_id = ? order by name")
            .param(account)
            .query(String.class)
            .list());
  }

  @Override
  public Collection<String> kamelets() {
    return kamelets;
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
    return Optional.ofNullable(known().get(sync.account()))
        .map(Bound::connection)
        .orElseGet(() -> sugar == null ? "default" : sugar.defaultConnection());
  }

  /** Asked once for all files that are judged together. */
  private Map<String, Bound> known() {
    Map<String, Bound> known = accounts;
    if (known == null) {
      known = new HashMap<>();
      for (Bound one : database.sql(ACCOUNTS).query(Bound.class).list()) {
        known.put(one.id(), one);
      }
      accounts = known;
    }
    return known;
  }
}
