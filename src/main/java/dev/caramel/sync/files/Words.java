package dev.caramel.sync.files;

import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.Verdict;
import java.util.List;
import org.slf4j.Logger;

/** What the log says of each file. */
final class Words {
  private Words() {}

  /** At the start there are a hundred files: only the lists are told one by one. */
  static void loaded(
      Logger log, FileJudge.Read read, Verdict verdict, boolean isNew, boolean atStart) {
    String path = read.source().path();
    String how = isNew ? "Loaded" : "Swapped";
    boolean isOfMany = atStart && read.sync() == null;
    if (isOfMany || read.source().origin().startsWith("shipped")) {
      log.debug("{} {}", how, path);
    } else if (read.sync() != null && read.sync().definition() != null) {
      log.info("{} {}: the list \"{}\"", how, path, read.sync().definition().list());
    } else {
      log.info("{} {}", how, path);
    }
    verdict.errors().forEach(note -> log.warn("{}: {}", place(path, note), note.message()));
  }

  static void refused(Logger log, RouteText file, List<Mistake> mistakes, boolean runsOn) {
    log.warn(
        "Refused {} ({} mistake{}); {}",
        file.path(),
        mistakes.size(),
        mistakes.size() == 1 ? "" : "s",
        runsOn ? "what was loaded before runs on" : "nothing of it runs");
    mistakes.forEach(mistake -> log.warn("{}: {}", place(file.path(), mistake), mistake.message()));
  }

  private static String place(String path, Mistake mistake) {
    return mistake.line() == null ? path : path + ", line " + mistake.line();
  }
}
