package dev.caramel.sync.explain;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.pull.SourceLook.Sighting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in sentences what is known of one person. */
final class Sentences {
  private static final Map<String, String> REMOVED =
      Map.of(
          "deleted", "its record was deleted in Sugar",
          "left-source", "its record left the source",
          "not-visible", "its record is not in Sugar any more, or Caramel's user may not see it",
          "by-program", "a maintenance program removed it",
          "by-person", "a person removed it");

  private final List<String> sentences = new ArrayList<>();
  private final String person;

  /**
   * @param person address, or words for a record
   */
  Sentences(String person) {
    this.person = person;
  }

  List<String> all() {
    return List.copyOf(sentences);
  }

  private void say(String words, Object... values) {
    String text = words.formatted(values).strip();
    // An address stays as it is written.
    String begin = text.startsWith(person) && person.indexOf('@') >= 0 ? "" : text.substring(0, 1);
    sentences.add(
        begin.toUpperCase(Locale.ROOT)
            + text.substring(begin.length())
            + (text.endsWith(".") ? "" : "."));
  }

  /** Whether the list has the person. */
  void members(List<Explanation.Member> members) {
    if (members.isEmpty()) {
      say("%s is not in the list, and never was", person);
    }
    for (Explanation.Member member : members) {
      if (member.removedAt() == null) {
        say("%s is in the list, as member %s", person, member.id());
      } else {
        say(
            "%s was member %s and left the list at %s, because %s",
            person, member.id(), time(member.removedAt()), cause(member.removedBecause()));
      }
      if (member.removedAt() == null && member.waitsBecause() != null) {
        say(
            "its removal waits for approval, because %s: a run with allowRemovals lets it go",
            cause(member.waitsBecause()));
      }
      if (member.record() == null) {
        say("member %s has no record in Sugar yet", member.id());
      }
    }
  }

  private static String cause(@Nullable String word) {
    return REMOVED.getOrDefault(String.valueOf(word), String.valueOf(word));
  }

  /** What Sugar has of the person, and what the next pull makes of it. */
  void sugar(
      SugarSight.Seen seen,
      List<Explanation.Member> members,
      List<Explanation.Attempt> rejections,
      boolean neverRan) {
    if (seen.whyNot() != null) {
      say("Sugar could not be asked for the person: %s", seen.whyNot());
      return;
    }
    if (seen.sightings().isEmpty()) {
      say(
          "Sugar has no record of %s in %s, or Caramel's user may not see it",
          person, seen.sync().module());
    }
    for (Sighting one : seen.sightings()) {
      String outside = outside(seen.sync(), one);
      boolean listed =
          members.stream().anyMatch(it -> it.removedAt() == null && one.id().equals(it.record()));
      boolean rejected = rejections.stream().anyMatch(it -> "pull".equals(it.direction()));
      if (outside != null) {
        say("%s", outside);
        if (listed) {
          say("the next pull that compares all ids takes it out, if the rule remove is on");
        }
      } else if (listed) {
        say("its record %s is in Sugar and is of the source", one.id());
      } else {
        notListed(seen.sync(), one, rejected, neverRan);
      }
    }
  }

  private void notListed(ListSync sync, Sighting one, boolean rejected, boolean neverRan) {
    say("Sugar's record %s is of the source", one.id());
    if (sync.pull() != null && !sync.pull().add()) {
      say("it is not added, because the rule add of the pull is off");
    } else if (neverRan) {
      say("the sync has never run: its first pull adds it");
    } else if (!rejected) {
      say("no pull has met it yet: the next one adds it");
    }
  }

  /** Why a record is not of the source, or null if it is. */
  private static @Nullable String outside(ListSync sync, Sighting one) {
    String record = "Sugar's record " + one.id();
    if (one.deleted()) {
      return record + " was deleted in Sugar";
    }
    if (sync.excludeConverted() && one.converted()) {
      return record + " is a converted lead, and the source leaves those out";
    }
    if (sync.team() != null && (one.teams() == null || !one.teams().contains(sync.team()))) {
      String teams =
          one.teams() == null || one.teams().isEmpty()
              ? "no team that Caramel's user may see"
              : "the team " + String.join(", ", one.teams());
      return record + " is of " + teams + ", and the source is the team " + sync.team();
    }
    if (!one.matches()) {
      String list = sync.targetList();
      if (list == null) {
        return record + " does not match the filter of the source";
      }
      return record
          + " is not on the target list \""
          + list
          + "\""
          + (sync.filter() == null ? "" : ", or does not match the filter of the source");
    }
    return null;
  }

  /** What could not be applied. */
  void rejections(List<Explanation.Attempt> rejections) {
    for (Explanation.Attempt one : rejections) {
      say(
          "the %s of %s was rejected %s, last at %s: %s",
          one.direction(),
          one.field() == null ? "the record" : "its field " + one.field(),
          one.attempts() == 1 ? "once" : one.attempts() + " times",
          time(one.at()),
          one.cause());
    }
    if (!rejections.isEmpty()) {
      say("it is tried again when its record changes, or when somebody asks for a retry");
    }
  }

  /** What the sync does as a whole. */
  void sync(
      LoadedSync sync, List<Explanation.Attempt> runs, boolean paused, @Nullable Instant next) {
    String mistakes =
        sync.errors().stream().map(Mistake::message).collect(Collectors.joining("; "));
    if (sync.definition() == null) {
      say("the file %s was refused, so the sync does nothing: %s", sync.file(), mistakes);
    } else if (sync.state() == State.UNVERIFIED) {
      say("the definition is not verified yet: %s", mistakes);
    } else if (sync.editRefused()) {
      say("the newest edit of %s was refused: %s", sync.file(), mistakes);
    } else if (!sync.errors().isEmpty()) {
      say("what should be known of %s: %s", sync.file(), mistakes);
    }
    if (runs.isEmpty()) {
      say("the sync has never run");
    } else {
      Explanation.Attempt last = runs.get(0);
      say(
          "the last run began at %s: %s%s",
          time(last.at()), last.outcome(), last.cause() == null ? "" : ", " + last.cause());
    }
    if (paused) {
      say("the sync is paused: nothing is tried until somebody resumes it");
    } else if (next != null) {
      say("the next run begins at %s", time(next));
    } else if (sync.definition() != null) {
      say("the sync has no schedule: it runs when somebody asks for it");
    }
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "an unknown time" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
