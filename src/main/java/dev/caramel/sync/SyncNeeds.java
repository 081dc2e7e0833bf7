package dev.caramel.sync;

import dev.caramel.sugar.MappedFields;
import dev.caramel.sugar.SugarSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the loaded syncs need of Sugar: for the test of a connection. */
@Component
class SyncNeeds implements MappedFields {
  private static final String CONNECTION_OF_ACCOUNT =
      "select connection from account where id = :id and connection is not null";

  private final ObjectProvider<Syncs> syncs;
  private final ObjectProvider<JdbcClient> jdbc;

  SyncNeeds(ObjectProvider<Syncs> syncs, ObjectProvider<JdbcClient> jdbc) {
    this.syncs = syncs;
    this.jdbc = jdbc;
  }

  @Override
  public List<Need> of(String connection) {
    return syncs.stream()
        .flatMap(source -> source.all().stream())
        .flatMap(loaded -> Optional.ofNullable(loaded.definition()).stream())
        .filter(sync -> connectionOf(sync).equals(connection))
        .map(SyncNeeds::need)
        .toList();
  }

  private String connectionOf(ListSync sync) {
    String own = sync.connection();
    if (own != null) {
      return own;
    }
    return jdbc.stream()
        .flatMap(
            client ->
                client
                    .sql(CONNECTION_OF_ACCOUNT)
                    .param("id", sync.account())
                    .query(String.class)
                    .list()
                    .stream())
        .findFirst()
        .orElse(SugarSettings.DEFAULT_CONNECTION);
  }

  private static Need need(ListSync sync) {
    Set<String> read =
        sync.columns().stream()
            .filter(column -> !sync.onlyPushed(column.name()))
            .map(ListSync.Column::field)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    ListSync.PushRules push = sync.push();
    Set<String> written =
        push == null
            ? Set.of()
            : push.update().stream()
                .flatMap(name -> sync.column(name).stream())
                .map(ListSync.Column::field)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    return new Need(sync.id(), sync.module(), read, written);
  }
}
