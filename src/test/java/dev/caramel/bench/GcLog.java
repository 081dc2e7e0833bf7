package dev.caramel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM's own log of collections ({@code -Xlog:gc:file=...:time}) tells about its heap. */
final class GcLog {
  /** Options with which a JVM writes such a log. */
  static String option(Path file) {
    return "-Xlog:gc:file=" + file + ":time";
  }

  private static final Pattern LINE =
      Pattern.compile("\\[([^\\]]+)\\].* (\\d+)M->(\\d+)M\\((\\d+)M\\)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");
  private static final double MIB = 1 << 20;

  private final List<Collection> collections = new ArrayList<>();

  private record Collection(long at, int before, int after) {}

  GcLog(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      Matcher match = LINE.matcher(line);
      if (match.find()) {
        collections.add(
            new Collection(
                OffsetDateTime.parse(match.group(1), TIME).toInstant().toEpochMilli(),
                Integer.parseInt(match.group(2)),
                Integer.parseInt(match.group(3))));
      }
    }
  }

  /** The largest heap before a collection during a phase, in MiB; 0 if there was none. */
  int peakMib(Phase phase) {
    return collections.stream()
        .filter(one -> one.at >= phase.begin() && one.at <= phase.end())
        .mapToInt(Collection::before)
        .max()
        .orElse(0);
  }

  /** The largest heap that a collection of a phase left, in MiB; 0 if there was none. */
  int liveMib(Phase phase) {
    return collections.stream()
        .filter(one -> one.at >= phase.begin() && one.at <= phase.end())
        .mapToInt(Collection::after)
        .max()
        .orElse(0);
  }

  /** Bytes allocated for each record of a phase: what lay between one collection and the next. */
  double bytesPerRecord(Phase phase) {
    double allocated = 0;
    for (int i = 1; i < collections.size(); i++) {
      Collection one = collections.get(i);
      if (one.at >= phase.begin() && one.at <= phase.end()) {
        allocated += Math.max(0, one.before - collections.get(i - 1).after);
      }
    }
    return allocated * MIB / Math.max(1, phase.records());
  }
}
