package dev.caramel.sync.pull;

import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.SourceRecord;
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
 * Walks over pages of full records: of the whole source, or of what changed. While a page is
 * written, the one behind it is prepared, and the one behind that is read (of each range that is
 * read side by side). What one stage leaves for the next, it leaves on the {@link PageWalk}, and
 * they meet at each turn of the pages.
 */
@Component("pullPages")
public class PullPages {
  private static final Logger log = LoggerFactory.getLogger("dev.caramel.progress");
  private static final Duration EACH = Duration.ofSeconds(5);
  private static final String RANGE = "pull-range";

  private final PagePreparation preparation;
  private final PageWrites writes;
  private final Clock clock;

  PullPages(PagePreparation preparation, PageWrites writes, Clock clock) {
    this.preparation = preparation;
    this.writes = writes;
    this.clock = clock;
  }

  /** Turns the pages: what was prepared is written now, what was read is prepared. */
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

  /** The pages that are prepared in this turn. */
  public List<?> toPrepare(Exchange exchange) {
    return Pull.of(exchange).walk.toPrepare();
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
    PullPace.Page page = pull.walk.ask(range, System.nanoTime());
    return pull.source.page(range.reading(), pull.layout, page.size()).packed(page.packed());
  }

  /** Keeps the page that came until its turn. */
  public void take(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    RecordPage page = Answers.page(exchange);
    // Comparing needs them, and several pages may be read at once.
    page.records().forEach(SourceRecord::hash);
    PageRange range = exchange.getProperty(RANGE, PageRange.class);
    PageCursor behind = page.hasMore() ? range.reading().behind(page, pull.source.byKey()) : null;
    pull.walk.took(new ReadPage(range, page, behind), System.nanoTime());
  }

  /**
   * Prepares the page that is the body: each of its records passes the transform, if there is one.
   */
  public void prepare(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    ReadPage read = exchange.getMessage().getBody(ReadPage.class);
    pull.walk.prepared(new PreparedPage(read, preparation.prepare(pull, read.page().records())));
  }

  /** Applies the page that is the body. */
  public void apply(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    PreparedPage prepared = exchange.getMessage().getBody(PreparedPage.class);
    ReadPage read = prepared.read();
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
    int met = writes.apply(pull, prepared.content(), places);
    read.range().committed(read);
    pull.metOfThen = met < 0 ? Long.MIN_VALUE : pull.metOfThen + met;
    progress(pull);
  }

  /** Ends the walk: its room is for other pulls. */
  public void end(Exchange exchange) {
    Pull.of(exchange).walk.release();
  }

  private void progress(Pull pull) {
    Instant now = clock.instant();
    if (Duration.between(pull.lastProgress, now).compareTo(EACH) >= 0) {
      pull.lastProgress = now;
      log.info(RunWords.progress(pull.run, now));
    }
  }
}
