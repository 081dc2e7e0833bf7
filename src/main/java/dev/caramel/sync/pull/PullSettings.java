package dev.caramel.sync.pull;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a pull reads Sugar.
 *
 * @param pageSize records asked for at once, 1 to 10000; fewer are asked for while Sugar takes
 *     long, and Sugar may answer with fewer
 * @param parallelRequests most pages of one full pull asked for side by side, 1 to 16; fewer where
 *     more gain nothing or the heap has no room, and never more than {@code
 *     caramel.sugar.max-parallel-requests}, which all syncs of the node share
 * @param idsAtOnce ids named in one request where records are read by id, 1 to 500
 * @param overlap how far before the begin of the last pull the next one looks, because Sugar's rows
 *     can appear later than their date says
 * @param sweepEachRunBelow lists with fewer members are swept at every pull
 */
@ConfigurationProperties("caramel.pull")
public record PullSettings(
    @DefaultValue("1000") int pageSize,
    @DefaultValue("4") int parallelRequests,
    @DefaultValue("100") int idsAtOnce,
    @DefaultValue("5m") Duration overlap,
    @DefaultValue("20000") int sweepEachRunBelow) {
  /** Ids of a target list travel in the URL, which Sugar's web server bounds (reference 9.2). */
  private static final int IDS_IN_A_URL = 25;

  /** How many ids one request may name. */
  int idsAtOnce(Source source) {
    return source.isTargetList() ? Math.min(IDS_IN_A_URL, idsAtOnce) : idsAtOnce;
  }

  /** Checks the ranges. */
  public PullSettings {
    if (pageSize < 1 || pageSize > 10_000) {
      throw new IllegalArgumentException(
          "caramel.pull.page-size is " + pageSize + ", but must lie between 1 and 10000");
    }
    if (parallelRequests < 1 || parallelRequests > 16) {
      throw new IllegalArgumentException(
          "caramel.pull.parallel-requests is "
              + parallelRequests
              + ", but must lie between 1 and 16");
    }
    if (idsAtOnce < 1 || idsAtOnce > 500) {
      throw new IllegalArgumentException(
          "caramel.pull.ids-at-once is " + idsAtOnce + ", but must lie between 1 and 500");
    }
  }
}
