package dev.caramel.sync.pull;

import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.SourceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Reads seeming leavers once more by their ids: first anywhere in the module, the deleted ones
 * included, then, where Sugar itself narrows the source, within it.
 */
@Component("leavers")
public class Leavers {
  private final RemovalCandidates candidates;
  private final PullSettings settings;

  Leavers(RemovalCandidates candidates, PullSettings settings) {
    this.candidates = candidates;
    this.settings = settings;
  }

  /** Gathers everybody who may have left. */
  public void gather(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    candidates.gather(pull);
    choose(exchange);
  }

  /** Takes the next ids to look at; there are none if the pull says so afterwards. */
  public void choose(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.run.goOn();
    pull.asked = candidates.unconfirmed(pull.run, settings.idsAtOnce(pull.source));
    pull.moreLeavers = !pull.asked.isEmpty();
  }

  /** The request for them, anywhere in the module. */
  public SugarRequest<RecordPage> anywhere(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    return pull.source.anywhere(pull.asked);
  }

  /**
   * Judges what came: a tombstone was deleted, what did not come can't be seen, and what is there
   * stays, unless it is not of the source any more.
   */
  public void judge(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    RecordPage page = Answers.page(exchange);
    Map<String, SourceRecord> found = new HashMap<>();
    page.records().forEach(record -> found.put(record.id(), record));
    onlyAnswered(pull, page);
    List<String> deleted = new ArrayList<>();
    List<String> invisible = new ArrayList<>();
    List<String> left = new ArrayList<>();
    List<String> present = new ArrayList<>();
    for (String id : pull.asked) {
      SourceRecord record = found.get(id);
      if (record == null) {
        invisible.add(id);
      } else if (record.deleted()) {
        deleted.add(id);
      } else if (pull.source.holds(record)) {
        present.add(id);
      } else {
        left.add(id);
      }
    }
    candidates.confirm(pull.run, deleted, "deleted");
    candidates.confirm(pull.run, invisible, "not-visible");
    candidates.confirm(pull.run, left, "left-source");
    if (!pull.source.narrowed()) {
      candidates.keep(pull, present);
      present = List.of();
    }
    pull.asked = present;
  }

  /**
   * A Sugar may cap its pages below the ids that were asked for (reference 4.2). Then what did not
   * come says nothing: those ids stay as they are and are asked for again.
   */
  private static void onlyAnswered(Pull pull, RecordPage page) {
    if (page.hasMore()) {
      if (page.records().isEmpty()) {
        throw new PullFailed("Sugar answered an empty page and said that there is more");
      }
      Set<String> answered = new HashSet<>();
      page.records().forEach(record -> answered.add(record.id()));
      pull.asked = pull.asked.stream().filter(answered::contains).toList();
    }
  }

  /** Whether some are there, so that Sugar must say if they are still of the source. */
  public boolean mustAskTheSource(Exchange exchange) {
    return !Pull.of(exchange).asked.isEmpty();
  }

  /** The request for those, within the source. */
  public SugarRequest<RecordPage> withinSource(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    return pull.source.named(pull.asked, pull.layout);
  }

  /** Who is still of the source stays; the others left it. */
  public void judgeSource(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    Set<String> still = new HashSet<>();
    RecordPage page = Answers.page(exchange);
    onlyAnswered(pull, page);
    page.records().stream().filter(pull.source::holds).map(SourceRecord::id).forEach(still::add);
    candidates.keep(pull, still);
    candidates.confirm(
        pull.run, pull.asked.stream().filter(id -> !still.contains(id)).toList(), "left-source");
  }
}
