package dev.caramel.api;

import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The threads that serve HTTP calls. They are their own: otherwise Camel would take whichever
 * executor it finds, and a few slow readers of CSV would hold up everything else.
 */
@Configuration(proxyBeanMethods = false)
class HttpThreads {
  private static final int CALLS_AT_ONCE = 32;

  @Bean("platform-http-engine")
  PlatformHttpEngine httpEngine(
      @Qualifier("httpCalls") ThreadPoolTaskExecutor httpCalls,
      @Value("${server.port:8080}") int port) {
    return new SpringBootPlatformHttpEngine(port, httpCalls);
  }

  @Bean
  ThreadPoolTaskExecutor httpCalls() {
    ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
    threads.setThreadNamePrefix("http-call-");
    threads.setCorePoolSize(CALLS_AT_ONCE);
    threads.setMaxPoolSize(CALLS_AT_ONCE);
    threads.setAllowCoreThreadTimeOut(true);
    return threads;
  }
}
