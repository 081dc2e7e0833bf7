package dev.caramel.sync.pull;

import dev.caramel.list.view.ListViews;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarModule;
import dev.caramel.sugar.value.RecordLayout;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.RouteTexts;
import dev.caramel.sync.run.SyncRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** First step of a pull: what is to be read, and from where on. */
@Component("pullPlanner")
public class PullPlanner {
  private static final Duration DAY = Duration.ofHours(23);
  private static final Duration WEEK = Duration.ofDays(7).minusHours(1);

  private static final long FAR = 2;

  private final Sugar sugar;
  private final SourceResolver sources;
  private final PullState state;
  private final PullRejections rejections;
  private final AddressStates addresses;
  private final HeldMembers held;
  private final PageRanges ranges;
  private final PageRoom room;
  private final ListViews views;
  private final PullSettings settings;
  private final DefinitionCheck check;
  private final RouteTexts texts;
  private final JdbcClient jdbc;
  private final Clock clock;

  PullPlanner(
      Sugar sugar,
      SourceResolver sources,
      PullState state,
      PullRejections rejections,
      AddressStates addresses,
      HeldMembers held,
      PageRanges ranges,
      PageRoom room,
      ListViews views,
      PullSettings settings,
      DefinitionCheck check,
      RouteTexts texts,
      JdbcClient jdbc,
      Clock clock) {
    this.sugar = sugar;
    this.sources = sources;
    this.state = state;
    this.rejections = rejections;
    this.addresses = addresses;
    this.held = held;
    this.ranges = ranges;
    this.room = room;
    this.views = views;
    this.settings = settings;
    this.check = check;
    this.texts = texts;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Whether the sync of this exchange is pulled at all. */
  public boolean pulls(Exchange exchange) {
    return SyncRun.of(exchange).sync().pull() != null;
  }

  /**
   * Plans the pull and puts it on the exchange.
   *
   * @throws PullFailed if the definition asks for what Sugar does not have
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
                    new PullFailed(
                        "Sugar has no module \""
                            + sync.module()
                            + "\", or a role hides it from our user"));
    check.check(sync, connection);
    RecordLayout fields = LayoutResolver.resolve(run, module);
    Source source = sources.resolve(connection, sync, module);
    RecordLayout layout = new RecordLayout(fields.fields(), source.extras());
    if (!run.request().dryRun()) {
      views
          .refresh(
              sync.id(),
              sync.columns().stream()
                  .map(column -> new ListViews.Column(column.name(), column.field()))
                  .toList(),
              module)
          .ifPresent(run::note);
    }
    Pull pull = plan(run, source, layout);
    exchange.setProperty(Pull.PROPERTY, pull);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange ended) {
                pull.release();
              }
            });
  }

  /** The connection of a sync: its own, its account's, or the default one. */
  String connection(ListSync sync) {
    String named = sync.connection();
    if (named == null) {
      named =
          jdbc.sql("select connection from account where id = ? and connection is not null")
              .param(sync.account())
              .query(String.class)
              .optional()
              .orElse(sugar.defaultConnection());
    }
    if (!sugar.hasConnection(named)) {
      throw new PullFailed(
          "no Sugar connection \"%s\" is set up: caramel.sugar.connections.%s.url is missing"
              .formatted(named, named));
    }
    return named;
  }

  private Pull plan(SyncRun run, Source source, RecordLayout layout) {
    ListSync sync = run.sync();
    PullState.Reached reached = state.reached(sync.id());
    String fingerprint = Fingerprint.of(sync, source.connection(), layout, transformText(sync));
    boolean limited = !run.request().records().isEmpty();
    Optional<PullState.Checkpoint> checkpoint =
        run.request().dryRun() || limited || run.request().full()
            ? Optional.empty()
            : state.checkpoint(sync.id(), fingerprint);
    Pull.Mode mode =
        checkpoint.map(PullState.Checkpoint::mode).orElseGet(() -> mode(run, reached, fingerprint));
    run.mode(mode.name().toLowerCase(Locale.ROOT));
    // Asked before the time is taken: who is no newer was there then.
    long newest = mode == Pull.Mode.FULL ? held.newest(sync.id()) : 0;
    Instant beganAt = checkpoint.map(PullState.Checkpoint::beganAt).orElseGet(state::databaseTime);
    Instant sugarBeganAt =
        checkpoint
            .map(PullState.Checkpoint::sugarBeganAt)
            .orElseGet(() -> sugar.now(source.connection()));
    boolean sweeps =
        !limited && mode == Pull.Mode.CHANGES && sweepDue(sync, source, beganAt, reached);
    Supplier<Long> members =
        SingletonSupplier.of(() -> state.membersWithRecord(sync.id(), beganAt));
    List<PageCursor> places =
        checkpoint
            .map(PullState.Checkpoint::places)
            .filter(kept -> !kept.isEmpty())
            .orElseGet(
                () ->
                    switch (mode) {
                      case FIRST -> List.of(PageCursor.byId());
                      case FULL -> ranges.of(source, sync.id(), members.get());
                      case CHANGES -> List.of(since(reached.watermark()));
                    });
    Pull pull =
        new Pull(
            run,
            source,
            layout,
            mode,
            fingerprint,
            newFields(reached, layout),
            fingerprint.equals(reached.fingerprint()),
            beganAt,
            sugarBeganAt,
            reached.watermark(),
            reached.optOutsSince(),
            sweeps,
            checkpoint.map(PullState.Checkpoint::sweep).orElseGet(state::newSweep),
            members,
            named(run, limited),
            walk(source, layout, places));
    if (sweeps || pull.isReadingEverything()) {
      // Before anything of the run changes it.
      pull.membersAtBegin();
    }
    pull.addressField = state.addressField(sync.id());
    pull.alone = mode == Pull.Mode.FIRST && checkpoint.isEmpty() && source.byKey();
    pull.newestAtBegin = newest;
    pull.metOfThen = checkpoint.isEmpty() ? 0 : Long.MIN_VALUE;
    // The part that an interrupted pull read before was not nothing.
    pull.recordsMet = checkpoint.isPresent() ? 1 : 0;
    rejections.remember(pull);
    if (mode == Pull.Mode.FIRST && !run.request().dryRun()) {
      pull.noted = addresses.noted(sync.account());
    }
    if (checkpoint.isPresent()) {
      state.adopt(run, pull.sweep);
    }
    state.sweepOf(run, pull.sweep);
    count(pull);
    return pull;
  }

  /**
   * An edit of the transform counts as one of the definition: all records must pass it anew.
   *
   * @throws PullFailed if its file was deleted
   */
  private String transformText(ListSync sync) {
    String text = sync.transformRoute().map(texts::behind).orElse("");
    if (text.isEmpty() && sync.transform() != null) {
      throw new PullFailed(
          "no route begins with \"%s\", which is the transform of the sync: its file is gone"
              .formatted(sync.transform()));
    }
    return text;
  }

  private List<String> named(SyncRun run, boolean limited) {
    return limited
        ? List.copyOf(new TreeSet<>(run.request().records()))
        : rejections.toRetry(run.sync().id());
  }

  private Pull.Mode mode(SyncRun run, PullState.Reached reached, String fingerprint) {
    if (!run.request().records().isEmpty()) {
      return Pull.Mode.CHANGES;
    }
    if (reached.watermark() == null) {
      return Pull.Mode.FIRST;
    }
    boolean full =
        run.request().full()
            || !fingerprint.equals(reached.fingerprint())
            || switch (run.sync().fullPull()) {
              case NEVER -> false;
              case DAILY -> older(reached.lastFull(), DAY);
              case WEEKLY -> older(reached.lastFull(), WEEK);
            };
    return full ? Pull.Mode.FULL : Pull.Mode.CHANGES;
  }

  private boolean sweepDue(
      ListSync sync, Source source, Instant beganAt, PullState.Reached reached) {
    // Who joined or left a target list is seen in its ids alone (reference 6.2).
    if (source.isTargetList()) {
      return true;
    }
    return switch (sync.sweep()) {
      case NEVER -> false;
      case EACH_RUN -> true;
      case DAILY ->
          sync.team() != null || isSmall(sync, beganAt, reached) || older(reached.lastSweep(), DAY);
    };
  }

  /** A list that was far too large when it was last counted is not counted at each run. */
  private boolean isSmall(ListSync sync, Instant beganAt, PullState.Reached reached) {
    int below = settings.sweepEachRunBelow();
    return (reached.members() == null || reached.members() < FAR * below)
        && state.hasFewer(sync.id(), beganAt, below);
  }

  private boolean older(@Nullable Instant time, Duration age) {
    return time == null || time.isBefore(clock.instant().minus(age));
  }

  private static Set<String> newFields(PullState.Reached reached, RecordLayout layout) {
    Set<String> fields = new HashSet<>();
    if (reached.watermark() != null) {
      layout.fields().forEach(field -> fields.add(field.name()));
      fields.removeAll(reached.knownFields());
    }
    return fields;
  }

  private static PageCursor since(@Nullable Instant watermark) {
    return PageCursor.byDate(Objects.requireNonNullElse(watermark, Instant.EPOCH));
  }

  private PageWalk walk(Source source, RecordLayout layout, List<PageCursor> places) {
    int most = Math.min(settings.parallelRequests(), places.size());
    return new PageWalk(
        places,
        new PullPace(source.pageSize()),
        new PagesAtOnce(most, room.of(source.pageSize(), layout.fields().size())));
  }

  private void count(Pull pull) {
    var request = pull.isReadingEverything() ? pull.source.count() : null;
    if (request != null) {
      pull.run.total(sugar.call(request));
    }
  }
}
