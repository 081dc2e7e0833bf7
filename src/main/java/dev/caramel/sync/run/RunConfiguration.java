package dev.caramel.sync.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Threads that runs use beside those of the scheduler. */
@Configuration
class RunConfiguration {
  private static final int RUNS_AT_ONCE = 4;

  /** For runs that no schedule started; more than four at once wait for a thread. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService runThreads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            RUNS_AT_ONCE,
            RUNS_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new CustomizableThreadFactory("run-"));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** For beats and take-overs. */
  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService runClockwork() {
    return Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("run-watch-"));
  }
}
