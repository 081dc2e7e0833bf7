package dev.caramel.sugar;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Metrics of the requests to Sugar: how many, how long, and how long was waited between them. */
@Component
class SugarMeters {
  private final MeterRegistry registry;

  SugarMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void answered(SugarCall call) {
    Timer.builder("caramel.sugar.requests")
        .description("HTTP requests to Sugar, logins included")
        .tag("connection", call.connection().name())
        .tag("status", call.statusLabel())
        .register(registry)
        .record(call.nanos(), TimeUnit.NANOSECONDS);
  }

  void waits(String connection, Duration pause) {
    Timer.builder("caramel.sugar.waiting")
        .description("Pauses before a request to Sugar is repeated")
        .tag("connection", connection)
        .register(registry)
        .record(pause);
  }
}
