package dev.caramel.sync.push;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** What the push needs beside its own classes. */
@Configuration
class PushConfiguration {
  /** For batches that are written at the same time; each push hands over a few. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService pushThreads() {
    return Executors.newCachedThreadPool(new CustomizableThreadFactory("push-"));
  }
}
