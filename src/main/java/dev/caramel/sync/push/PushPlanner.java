package dev.caramel.sync.push;

import dev.caramel.list.SegmentMembers;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarField;
import dev.caramel.sugar.SugarModule;
import dev.caramel.sugar.value.ValueKind;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.definition.ScoreField;
import dev.caramel.sync.run.SyncRun;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** First step of a push: whether it is one, and what it writes. */
@Component("pushPlanner")
public class PushPlanner {
  private final Sugar sugar;
  private final PushSettings settings;
  private final ObjectProvider<SegmentMembers> segments;
  private final PushPlaces places;
  private final TeamConfines confines;
  private final JdbcClient jdbc;

  PushPlanner(
      Sugar sugar,
      PushSettings settings,
      ObjectProvider<SegmentMembers> segments,
      PushPlaces places,
      TeamConfines confines,
      JdbcClient jdbc) {
    this.sugar = sugar;
    this.settings = settings;
    this.segments = segments;
    this.places = places;
    this.confines = confines;
    this.jdbc = jdbc;
  }

  /**
   * Whether this run pushes: the sync has push rules, the segment that they name exists, and this
   * is not the first pull of a sync that never ran.
   */
  public boolean pushes(Exchange exchange) {
    SyncRun run = SyncRun.of(exchange);
    ListSync.PushRules rules = run.sync().push();
    if (rules == null) {
      return false;
    }
    if (isFirst(run)) {
      run.note("The first run of a sync only pulls: the push begins with the next one");
      return false;
    }
    return hasSegment(run, rules.segment());
  }

  private boolean isFirst(SyncRun run) {
    if (run.sync().pull() != null) {
      return run.mode().equals("first");
    }
    return run.request().trigger() == RunRequest.Trigger.START
        && jdbc.sql(
                "select not exists (select from run where sync_id = ? and not dry_run and id < ?)")
            .params(run.sync().id(), run.id())
            .query(Boolean.class)
            .single();
  }

  private boolean hasSegment(SyncRun run, @Nullable String segment) {
    SegmentMembers members = segments.getIfAvailable();
    if (segment == null) {
      return true;
    }
    if (members != null && members.exists(run.sync().id(), segment)) {
      List<String> lost = members.lost(run.sync().id(), segment);
      if (!lost.isEmpty()) {
        run.note(
            "The segment \"%s\" names %s, which there is no more, so nobody is in it: nothing was pushed"
                .formatted(segment, String.join(", ", lost)));
      }
      return lost.isEmpty();
    }
    run.note("There is no segment \"" + segment + "\": nothing was pushed");
    return false;
  }

  /**
   * Plans the push and puts it on the exchange.
   *
   * @throws PushFailed if Sugar lacks the module
   */
  public void plan(Exchange exchange) {
    SyncRun run = SyncRun.of(exchange);
    run.goOn();
    ListSync sync = run.sync();
    String connection = connection(sync);
    SugarModule module =
        sugar
            .module(connection, sync.module())
            .orElseThrow(
                () ->
                    new PushFailed(
                        "Sugar has no module \""
                            + sync.module()
                            + "\", or a role hides it from our user"));
    ListSync.PushRules rules = Objects.requireNonNull(sync.push());
    List<PushField> fields = fields(run, connection, module);
    boolean byTime =
        fields.stream().anyMatch(field -> field.conflict() == ListSync.Conflict.NEWEST);
    Push push =
        new Push(
            run,
            connection,
            fields,
            byTime || rules.add() ? skew(connection) : Duration.ZERO,
            new PushPace(settings.batchSize(), settings.parallelRequests()),
            rules.add());
    if (rules.add()) {
      push.places = places.of(connection, sync);
    }
    push.confinedTo = confines.of(sync);
    exchange.setProperty(Push.PROPERTY, push);
  }

  private String connection(ListSync sync) {
    String named = sync.connection();
    return named != null
        ? named
        : jdbc.sql("select connection from account where id = ? and connection is not null")
            .param(sync.account())
            .query(String.class)
            .optional()
            .orElse(sugar.defaultConnection());
  }

  private Duration skew(String connection) {
    Timestamp ours = jdbc.sql("select clock_timestamp()").query(Timestamp.class).single();
    return Duration.between(ours.toInstant(), sugar.now(connection));
  }

  private List<PushField> fields(SyncRun run, String connection, SugarModule module) {
    ListSync sync = run.sync();
    Set<String> updated = sync.push() == null ? Set.of() : sync.push().update();
    String score = scoreField(sync.id());
    List<PushField> fields = new ArrayList<>();
    for (ListSync.Column column : sync.columns()) {
      SugarField field = module.field(column.field()).orElse(null);
      boolean isUpdated = updated.contains(column.name());
      if (isUpdated) {
        boolean isScore =
            score == null ? ScoreField.isScore(column.field()) : column.field().equals(score);
        Optional<String> off = ScoreField.off(column.name(), column.field(), module, isScore);
        if (off.isPresent()) {
          run.note(off.get());
          continue;
        }
      }
      if (field != null && (isUpdated || field.writable())) {
        fields.add(field(sync, connection, column, field, isUpdated));
      }
    }
    return List.copyOf(fields);
  }

  private @Nullable String scoreField(String list) {
    return jdbc
        .sql("select field from list_column where list_id = ? and role = 'lead-score'")
        .param(list)
        .query(String.class)
        .list()
        .stream()
        .findFirst()
        .orElse(null);
  }

  private PushField field(
      ListSync sync,
      String connection,
      ListSync.Column column,
      SugarField field,
      boolean isUpdated) {
    Map<String, String> keys =
        field.options() == null ? Map.of() : sugar.options(connection, sync.module(), field.name());
    boolean both = isUpdated && sync.pull() != null && sync.pull().update().contains(column.name());
    return new PushField(
        column.name(),
        field,
        ValueKind.of(field.name(), field.type()),
        keys,
        isUpdated,
        both ? sync.conflicts().getOrDefault(column.name(), ListSync.Conflict.SUGAR) : null,
        sign(definition(sync) + "\n" + field + "\n" + keys));
  }

  /** What of the definition a refused value may wait for, the same after a restart. */
  private static String definition(ListSync sync) {
    ListSync.PushRules push = sync.push();
    return String.join(
        "\n",
        sync.module(),
        sync.columns().toString(),
        new TreeSet<>(push == null ? Set.of() : push.update()).toString(),
        new TreeMap<>(sync.conflicts()).toString(),
        Boolean.toString(sync.pushBlanks()));
  }

  private static String sign(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
