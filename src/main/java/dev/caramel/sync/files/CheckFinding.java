package dev.caramel.sync.files;

import dev.caramel.sync.Mistake;
import java.util.Comparator;

/**
 * What the command {@code check} has to say of a file.
 *
 * @param path path below the routes directory
 * @param mistake what it is, and its line
 * @param wrong whether it would be refused; if not, it is worth knowing
 */
record CheckFinding(String path, Mistake mistake, boolean wrong) {
  /** By file and line; what is no one line's comes last. */
  static final Comparator<CheckFinding> ORDER =
      Comparator.comparing(CheckFinding::path)
          .thenComparing(
              finding -> finding.mistake().line(), Comparator.nullsLast(Comparator.naturalOrder()));

  static CheckFinding mistake(String path, Mistake mistake) {
    return new CheckFinding(path, mistake, true);
  }

  static CheckFinding note(String path, Mistake mistake) {
    return new CheckFinding(path, mistake, false);
  }

  /** In the form that editors and build servers make links of. */
  String line(String directory) {
    String place = mistake.line() == null ? "" : ":" + mistake.line();
    return "%s/%s%s: %s%s"
        .formatted(directory, path, place, wrong ? "" : "note: ", mistake.message());
  }
}
