package dev.caramel.sync.pull;

import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sync.run.RunWords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Walks over pages of full records: of the whole source, or of what changed. Reading runs one page
 * ahead of writing: what the one side leaves for the other, it leaves on the {@link Pull}, and they
 * meet at each turn of the page.
 */
@Component("pullPages")
public class PullPages {
  private static final Logger log = LoggerFactory.getLogger("dev.caramel.progress");
  private static final Duration EACH = Duration.ofSeconds(5);

  private final PageWrites writes;
  private final NewMembers newMembers;
  private final Clock clock;

  PullPages(PageWrites writes, NewMembers newMembers, Clock clock) {
    this.writes = writes;
    this.newMembers = newMembers;
    this.clock = clock;
  }

  /** Turns to the page that was read ahead, if one was: it is written now. */
  public void turn(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.page = pull.ahead;
    pull.ahead = null;
    // Camel notes each step of an exchange; over all pages of a long walk that would grow without
    // end.
    exchange.removeProperty(Exchange.MESSAGE_HISTORY);
  }

  /** The request for the page behind the one that was read last. */
  public SugarRequest<RecordPage> next(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.run.goOn();
    pull.askedAt = System.nanoTime();
    return pull.source.page(pull.cursor, pull.layout, pull.pace.size()).packed(pull.pace.packed());
  }

  /** Keeps the page that came until it is its turn. */
  public void take(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    RecordPage page = Answers.page(exchange);
    pull.pace.took(Duration.ofNanos(System.nanoTime() - pull.askedAt), page.records().size());
    pull.morePages = page.hasMore();
    if (pull.morePages) {
      pull.cursor = pull.cursor.behind(page, pull.source.byKey());
    }
    pull.ahead =
        new ReadPage(
            page, pull.morePages ? pull.cursor : null, newMembers.ahead(pull, page.records()));
  }

  /** Applies the page whose turn it is. */
  public void apply(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    ReadPage read = Objects.requireNonNull(pull.page, "no page was read");
    RecordPage page = read.page();
    if (!page.hasMore() && pull.isReadingEverything()) {
      pull.sweptAll = true;
    }
    if (page.broken() > 0) {
      pull.run.note("Sugar's answers held entries without an id, which were passed over");
    }
    // A record that is tried again and comes with a page anyway is not read a second time.
    if (!pull.named.isEmpty()) {
      page.records().forEach(record -> pull.named.remove(record.id()));
    }
    int met = writes.apply(pull, page.records(), read.behind());
    pull.metOfThen = met < 0 ? Long.MIN_VALUE : pull.metOfThen + met;
    progress(pull);
  }

  private void progress(Pull pull) {
    Instant now = clock.instant();
    if (Duration.between(pull.lastProgress, now).compareTo(EACH) >= 0) {
      pull.lastProgress = now;
      log.info(RunWords.progress(pull.run, now));
    }
  }
}
