package dev.caramel.sugar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the header Date of Sugar's answers tells of its clock. */
@Component
class SugarClocks {
  private final Clock clock;
  private final Map<String, Duration> ahead = new ConcurrentHashMap<>();

  SugarClocks(Clock clock) {
    this.clock = clock;
  }

  void note(SugarConnection connection, @Nullable String date) {
    Instant theirs = SugarAnswer.httpDate(date);
    if (theirs != null) {
      ahead.put(connection.sessionId(), Duration.between(clock.instant(), theirs));
    }
  }

  /** Time by the last answer's header, or null if no answer had one. */
  @Nullable Instant now(SugarConnection connection) {
    Duration difference = ahead.get(connection.sessionId());
    return difference == null ? null : clock.instant().plus(difference);
  }
}
