package dev.caramel.sync.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sentences of the log about runs. */
public final class RunWords {
  /** Why a run ended that a person did not want any more. */
  static final String CANCELLED = "it was cancelled";

  private RunWords() {}

  static String begin(Run run) {
    String what = run.request().dryRun() ? "dry run" : run.mode() + " pull";
    if (run.owner().program() && !run.request().dryRun()) {
      what = "maintenance program";
    }
    if (!run.request().records().isEmpty()) {
      what += " of " + run.request().records().size() + " records";
    }
    return what + ", asked for by " + run.request().trigger().name().toLowerCase(Locale.ROOT);
  }

  static String end(Run run, RunEnd end, Instant now) {
    RunCounts counts = run.counts();
    List<String> parts = new ArrayList<>();
    parts.add(number(counts.read()) + " read");
    add(parts, counts.added(), "added");
    add(parts, counts.updated(), "updated");
    add(parts, counts.removed(), "removed");
    add(parts, counts.pushed(), "pushed");
    add(parts, counts.created(), "created");
    add(parts, counts.linked(), "linked");
    add(parts, counts.unchanged(), "unchanged");
    add(parts, counts.skipped(), "skipped");
    add(parts, counts.rejected(), "rejected");
    String line =
        "%s: run %d %s%s in %s: %s"
            .formatted(
                run.owner().title(),
                run.id(),
                end.outcome(),
                run.request().dryRun() ? " (dry run, nothing was written)" : "",
                duration(Duration.between(run.startedAt(), now)),
                String.join(", ", parts));
    if (end.cause() != null) {
      line += ". " + end.cause();
    }
    if (end.step() != null) {
      line += " (step " + end.step() + ")";
    }
    for (String note : run.notes()) {
      line += ". " + note;
    }
    return line;
  }

  /** What a node says of a run that it lost. */
  static String takenOver(LeaseSettings settings) {
    return "another node took this run over, because this one " + settings.silence();
  }

  /** How far a long pull has come, and how fast it is. */
  public static String progress(Run run, Instant now) {
    double seconds = Math.max(0.001, Duration.between(run.startedAt(), now).toMillis() / 1000.0);
    Long total = run.total();
    return "%s: %s%s records read, %s a second"
        .formatted(
            run.owner().title(),
            number(run.counts().read()),
            total == null ? "" : " of " + number(total),
            number(Math.round(run.counts().read() / seconds)));
  }

  private static void add(List<String> parts, long count, String word) {
    if (count > 0) {
      parts.add(number(count) + " " + word);
    }
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String duration(Duration duration) {
    if (duration.toMinutes() >= 2) {
      return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
