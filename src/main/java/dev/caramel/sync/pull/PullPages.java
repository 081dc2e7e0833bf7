package dev.caramel.sync.pull;

import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sync.run.RunWords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Walks over pages of full records: of the whole source, or of what changed. Reading runs ahead of
 * writing by one page of each range that is read: what the one side leaves for the other, it leaves
 * on the {@link PageWalk}, and they meet at each turn of the pages.
 */
@Component("pullPages")
public class PullPages {
  private static final Logger log = LoggerFactory.getLogger("dev.caramel.progress");
  private static final Duration EACH = Duration.ofSeconds(5);
  private static final String RANGE = "range";

  private final PageWrites writes;
  private final NewMembers newMembers;
  private final Clock clock;

  PullPages(PageWrites writes, NewMembers newMembers, Clock clock) {
    this.writes = writes;
    this.newMembers = newMembers;
    this.clock = clock;
  }

  /** Turns to the pages that were read ahead, if any were: they are written now. */
  public void turn(Exchange exchange) {
    Pull.of(exchange).walk.turn(System.nanoTime());
    // Camel notes each step of an exchange; over all pages of a long walk that would grow without
    // end.
    exchange.removeProperty(Exchange.MESSAGE_HISTORY);
  }

  /** The pages that are written in this turn. */
  public List<?> toWrite(Exchange exchange) {
    return Pull.of(exchange).walk.toWrite();
  }

  /** The ranges whose next pages are asked for in this turn. */
  public List<?> toAsk(Exchange exchange) {
    return Pull.of(exchange).walk.toAsk();
  }

  /** The request for the next page of the range that is the body. */
  public SugarRequest<RecordPage> next(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.run.goOn();
    PageRange range = exchange.getMessage().getBody(PageRange.class);
    exchange.setProperty(RANGE, range);
    range.asked(System.nanoTime());
    return pull.source
        .page(range.reading(), pull.layout, pull.pace.size())
        .packed(pull.pace.packed());
  }

  /** Keeps the page that came until it is its turn. */
  public void take(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    RecordPage page = Answers.page(exchange);
    PageRange range = exchange.getProperty(RANGE, PageRange.class);
    pull.pace.took(Duration.ofNanos(System.nanoTime() - range.askedAt()), page.records().size());
    PageCursor behind = page.hasMore() ? range.reading().behind(page, pull.source.byKey()) : null;
    pull.walk.took(new ReadPage(range, page, behind, newMembers.ahead(pull, page.records())));
  }

  /** Applies the page that is the body. */
  public void apply(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    ReadPage read = exchange.getMessage().getBody(ReadPage.class);
    RecordPage page = read.page();
    List<PageCursor> places = pull.walk.placesBehind(read);
    if (places.isEmpty() && pull.isReadingEverything()) {
      pull.sweptAll = true;
    }
    if (page.broken() > 0) {
      pull.run.note("Sugar's answers held entries without an id, which were passed over");
    }
    // A record that is tried again and comes with a page anyway is not read a second time.
    if (!pull.named.isEmpty()) {
      page.records().forEach(record -> pull.named.remove(record.id()));
    }
    pull.page = read;
    int met = writes.apply(pull, page.records(), places);
    pull.page = null;
    read.range().committed(read);
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
