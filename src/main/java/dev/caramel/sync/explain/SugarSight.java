package dev.caramel.sync.explain;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.pull.SourceLook;
import dev.caramel.sync.pull.SourceLook.Sighting;
import dev.caramel.sync.run.AccountTeam;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Asks Sugar for one person, for a few seconds at most: who asks why does not wait for a pause. */
@Component
class SugarSight {
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final int AT_ONCE = 4;

  private final SourceLook look;
  private final AccountTeam teams;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          AT_ONCE,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new CustomizableThreadFactory("explain-"));

  SugarSight(SourceLook look, AccountTeam teams) {
    this.look = look;
    this.teams = teams;
  }

  /**
   * What Sugar says.
   *
   * @param sync the definition with the team that its runs have
   * @param sightings the records; empty if there is none
   * @param whyNot why Sugar could not be asked, or null if it was
   */
  record Seen(ListSync sync, List<Sighting> sightings, @Nullable String whyNot) {}

  /** Looks for the records of these ids and that address. */
  Seen of(ListSync definition, List<String> records, @Nullable String email) {
    try {
      ListSync sync = teams.bind(definition);
      Function<SourceLook, List<Sighting>> question = question(sync, records, email);
      Future<List<Sighting>> asked = threads.submit(() -> question.apply(look));
      return wait(sync, asked);
    } catch (RunStarter.SyncRefused e) {
      return new Seen(definition, List.of(), e.getMessage());
    } catch (RejectedExecutionException e) {
      return new Seen(definition, List.of(), "too many others are asking for people just now");
    }
  }

  private static Function<SourceLook, List<Sighting>> question(
      ListSync sync, List<String> records, @Nullable String email) {
    return look -> {
      List<Sighting> found = new ArrayList<>();
      records.forEach(id -> found.addAll(look.byId(sync, id)));
      if (email != null) {
        look.byEmail(sync, email).stream()
            .filter(one -> found.stream().noneMatch(other -> other.id().equals(one.id())))
            .forEach(found::add);
      }
      return found;
    };
  }

  private static Seen wait(ListSync sync, Future<List<Sighting>> asked) {
    try {
      return new Seen(sync, asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), null);
    } catch (TimeoutException e) {
      asked.cancel(true);
      return new Seen(
          sync, List.of(), "it did not answer within " + PATIENCE.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      return new Seen(sync, List.of(), e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Seen(sync, List.of(), "Caramel is being shut down");
    }
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
