package dev.caramel.sync.pull;

import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sync.run.RunWords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Walks over pages of full records: of the whole source, or of what changed. */
@Component("pullPages")
public class PullPages {
  private static final Logger log = LoggerFactory.getLogger("dev.caramel.progress");
  private static final Duration EACH = Duration.ofSeconds(5);

  private final PageWrites writes;
  private final Clock clock;

  PullPages(PageWrites writes, Clock clock) {
    this.writes = writes;
    this.clock = clock;
  }

  /** The request for the next page. */
  public SugarRequest<RecordPage> next(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.run.goOn();
    return pull.source.page(pull.cursor, pull.layout);
  }

  /** Applies the page that came, and moves on. */
  public void apply(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    RecordPage page = Answers.page(exchange);
    pull.morePages = page.hasMore();
    if (pull.morePages) {
      pull.cursor = pull.cursor.behind(page, pull.source.byKey());
    } else if (pull.isReadingEverything()) {
      pull.sweptAll = true;
    }
    if (page.broken() > 0) {
      pull.run.note("Sugar's answers held entries without an id, which were passed over");
    }
    // A record that is tried again and comes with a page anyway is not read a second time.
    page.records().forEach(record -> pull.named.remove(record.id()));
    writes.apply(pull, page.records(), pull.morePages ? pull.cursor : null);
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
