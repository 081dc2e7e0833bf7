package dev.caramel.sync.run;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.Syncs;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Starts, pauses and cancels the runs of syncs. */
@Component
class Runs implements RunStarter {
  private final ObjectProvider<Syncs> syncs;
  private final LiveRuns runs;
  private final RunSender sender;
  private final RunSchedules schedules;
  private final JdbcClient jdbc;

  Runs(
      ObjectProvider<Syncs> syncs,
      LiveRuns runs,
      RunSender sender,
      RunSchedules schedules,
      JdbcClient jdbc) {
    this.syncs = syncs;
    this.runs = runs;
    this.sender = sender;
    this.schedules = schedules;
    this.jdbc = jdbc;
  }

  @Override
  public long start(String id, RunRequest request) {
    // An edit of the file that is just being taken up goes first: no run meets half a swap.
    syncs.getObject().runComes(id);
    try {
      return begin(id, request);
    } finally {
      syncs.getObject().runCame(id);
    }
  }

  private long begin(String id, RunRequest request) {
    ListSync sync = definition(id);
    Run run =
        runs.begin(sync, request)
            .orElseThrow(
                () -> new SyncBusy("a run of the sync \"" + id + "\" is under way already"));
    // A dry run keeps out of the engineer's own steps: it has a route that calls the blocks alone.
    sender.send(run, request.dryRun() ? "dry-run" : id);
    return run.id();
  }

  private ListSync definition(String id) {
    LoadedSync sync =
        syncs
            .getObject()
            .find(id)
            .orElseThrow(() -> new NoSuchSync("there is no sync \"" + id + "\""));
    return Optional.ofNullable(sync.definition())
        .orElseThrow(
            () ->
                new SyncRefused(
                    "the file "
                        + sync.file()
                        + " was refused, so there is nothing to run: "
                        + String.join(
                            "; ", sync.errors().stream().map(error -> error.message()).toList())));
  }

  @Override
  public boolean cancel(long id) {
    boolean underWay =
        jdbc.sql("update run set cancel_asked = true where id = ? and outcome = 'running'")
                .param(id)
                .update()
            == 1;
    if (underWay) {
      runs.find(id).ifPresent(run -> run.stop(RunWords.CANCELLED));
    }
    return underWay;
  }

  @Override
  public void pause(String id) {
    schedules.pause(RunOwner.of(definition(id)));
  }

  @Override
  public void resume(String id) {
    schedules.resume(RunOwner.of(definition(id)));
  }
}
