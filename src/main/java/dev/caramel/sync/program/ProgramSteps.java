package dev.caramel.sync.program;

import dev.caramel.list.SegmentMembers;
import dev.caramel.sync.program.StepTask.Match;
import dev.caramel.sync.run.ProgramCheckpoints;
import dev.caramel.sync.run.ProgramCheckpoints.Place;
import dev.caramel.sync.run.ProgramRun;
import dev.caramel.sync.run.Run;
import dev.caramel.sync.run.RunCounts;
import dev.caramel.sync.run.RunFence;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what the kamelets of maintenance programs say: goes through a list in parts, each in one
 * transaction with the run's counts and its place, so that a run that is killed goes on there.
 */
@Component("programSteps")
public class ProgramSteps {
  private static final int AT_ONCE = 20_000;
  private static final int SAMPLES = 20;

  private static final String END_OF_PART =
      """
      select max(id) from (
        select id from member where list_id = ? and id > ? order by id limit ?) part
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final RunFence fence;
  private final ProgramCheckpoints checkpoints;
  private final ListLookup lists;
  private final SegmentMembers segments;
  private final Clock clock;

  ProgramSteps(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      RunFence fence,
      ProgramCheckpoints checkpoints,
      ListLookup lists,
      SegmentMembers segments,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.fence = fence;
    this.checkpoints = checkpoints;
    this.lists = lists;
    this.segments = segments;
    this.clock = clock;
  }

  /**
   * Does one step.
   *
   * @param exchange its variables are the parameters of the kamelet
   * @param kamelet name of the kamelet
   * @throws StepFailed if list, column, sheet or segment is not there, or a parameter is wrong
   */
  public void run(Exchange exchange, String kamelet) {
    Run run = Run.of(exchange);
    String step = exchange.getFromRouteId();
    StepTask task = task(exchange, kamelet);
    ProgramRun resumable =
        run instanceof ProgramRun program && !run.request().dryRun() ? program : null;
    Place place = resumable == null ? Place.BEGIN : checkpoints.of(resumable, step);
    if (!place.done()) {
      StepWork work = work(task);
      long after = place.after();
      for (Optional<Long> to = end(task, after); to.isPresent(); to = end(task, after)) {
        run.goOn();
        after = doPart(run, resumable, step, work, after, to.get());
      }
    }
    if (resumable != null) {
      transaction.executeWithoutResult(
          status -> {
            fence.check(run);
            if (!place.done()) {
              checkpoints.done(resumable, step);
            }
          });
    }
  }

  private StepTask task(Exchange exchange, String kamelet) {
    Map<String, String> parameters = new HashMap<>();
    for (String name : StepReader.PARAMETERS.get(kamelet)) {
      parameters.put(name, exchange.getVariable(name, String.class));
    }
    List<String> wrong = new ArrayList<>();
    return new StepReader(kamelet, parameters, (name, message) -> wrong.add(message))
        .read()
        .filter(task -> wrong.isEmpty())
        .orElseThrow(() -> new StepFailed(String.join(" ", wrong)));
  }

  private StepWork work(StepTask task) {
    KnownList list = lists.list(task.list());
    checkSegment(list, task.match());
    if (task instanceof StepTask.Remove remove) {
      return new RemovalWork(jdbc, list, remove.match());
    } else if (task instanceof StepTask.Add add) {
      KnownList other = lists.list(add.to());
      return new AdditionWork(
          jdbc, list, other, add.match(), lists.sameSugar(list.id(), other.id()));
    }
    StepTask.SetColumn set = (StepTask.SetColumn) task;
    if (set.source() instanceof StepTask.Score score) {
      lists.checkSheet(list.account(), score.sheet());
    }
    ColumnWork work = new ColumnWork(jdbc, list, set, clock, ZoneId.systemDefault());
    String wrong =
        StepTypes.wrong(set.source(), set.column(), ListLookup.column(list, set.column()).kind());
    if (wrong != null) {
      throw new StepFailed(wrong);
    }
    return work;
  }

  private void checkSegment(KnownList list, @Nullable Match match) {
    String segment = match == null ? null : match.segment();
    if (segment == null) {
      return;
    }
    if (!segments.exists(list.id(), segment)) {
      throw new StepFailed("the list \"%s\" has no segment \"%s\"".formatted(list.id(), segment));
    }
    List<String> lost = segments.lost(list.id(), segment);
    if (!lost.isEmpty()) {
      throw new StepFailed(
          "the segment \"%s\" names what is no more, so nobody is in it: %s"
              .formatted(segment, String.join(", ", lost)));
    }
  }

  private Optional<Long> end(StepTask task, long after) {
    return jdbc.sql(END_OF_PART).params(task.list(), after, AT_ONCE).query(Long.class).optional();
  }

  private long doPart(
      Run run, @Nullable ProgramRun resumable, String step, StepWork work, long after, long to) {
    transaction.executeWithoutResult(
        status -> {
          fence.check(run);
          int samples = run.request().dryRun() ? SAMPLES : 0;
          RunCounts.Page page = work.on(new StepWork.Part(run, after, to, samples));
          fence.count(run, page);
          if (resumable != null) {
            checkpoints.reached(resumable, step, to);
          }
        });
    return to;
  }
}
