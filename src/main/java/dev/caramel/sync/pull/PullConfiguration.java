package dev.caramel.sync.pull;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.AggregationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** What the pull needs beside its own classes. */
@Configuration
class PullConfiguration {
  /** For the pages that are written and those that are read beside them. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService pullThreads() {
    return Executors.newCachedThreadPool(new CustomizableThreadFactory("pull-"));
  }

  /**
   * Of steps that went on side by side, the first one that failed tells how it went, with its own
   * steps; where none did, the last.
   */
  @Bean
  AggregationStrategy firstFailure() {
    return (before, now) -> before != null && before.isFailed() ? before : now;
  }
}
