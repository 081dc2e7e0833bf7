package dev.caramel.bench.scale;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Calls that come evenly at a fixed rate, whether or not the ones before were answered, as those of
 * many people do. Each is measured from the moment at which it was due, so that a node that lets
 * one wait also pays for those behind it.
 */
final class SteadyLoad {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int DIGITS = 3;

  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * What was seen.
   *
   * @param failed answers other than 2xx, and calls without one
   * @param micros microseconds from when a call was due to the end of its answer
   */
  record Seen(long failed, Histogram micros) {
    double millis(double percentile) {
      return micros.getValueAtPercentile(percentile) / 1e3;
    }
  }

  /**
   * Asks so many times a second.
   *
   * @param base address of the node
   * @param paths what is asked, over and over
   * @param rate calls a second
   */
  Seen run(String base, List<String> paths, Map<String, String> headers, int rate, int seconds) {
    Histogram micros = new ConcurrentHistogram(DIGITS);
    AtomicLong failed = new AtomicLong();
    List<CompletableFuture<?>> calls = new ArrayList<>();
    long begin = System.nanoTime();
    long step = TimeUnit.SECONDS.toNanos(1) / rate;
    for (int call = 0; call < rate * seconds; call++) {
      long due = begin + call * step;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      HttpRequest request = request(base + paths.get(call % paths.size()), headers);
      calls.add(
          http.sendAsync(request, BodyHandlers.ofByteArray())
              .handle(
                  (answer, problem) -> {
                    micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
                    if (problem != null || answer.statusCode() / 100 != 2) {
                      failed.incrementAndGet();
                    }
                    return null;
                  }));
    }
    CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new)).join();
    return new Seen(failed.get(), micros);
  }

  private static HttpRequest request(String address, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
    headers.forEach(request::header);
    return request.build();
  }
}
