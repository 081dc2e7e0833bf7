package dev.caramel.sync.program;

import dev.caramel.sugar.value.ValueKind;
import dev.caramel.sync.definition.Suggestion;
import dev.caramel.sync.definition.Surroundings;
import dev.caramel.sync.program.StepReader.Told;
import dev.caramel.sync.program.StepTask.Match;
import dev.caramel.sync.program.StepTask.SetColumn;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges a step of a maintenance program against the lists, columns and score sheets there are. */
final class StepRules {
  private final Surroundings surroundings;
  private final String target;
  private final Told told;

  /**
   * Rules for one step.
   *
   * @param target parameter that names the column that is changed
   * @param told is told what is wrong
   */
  StepRules(Surroundings surroundings, String target, Told told) {
    this.surroundings = surroundings;
    this.target = target;
    this.told = told;
  }

  void check(StepTask task) {
    KnownList list = list("list", task.list());
    if (list == null) {
      return;
    }
    checkMatch(task.match(), list);
    if (task instanceof SetColumn set) {
      checkColumn(set, list);
    } else if (task instanceof StepTask.Add add) {
      checkOther(add, list);
    }
  }

  private @Nullable KnownList list(String parameter, String id) {
    KnownList list = surroundings.list(id).orElse(null);
    if (list == null) {
      told.wrong(
          parameter,
          "There is no list '%s'.".formatted(id) + Suggestion.sentence(id, surroundings.lists()));
    }
    return list;
  }

  private KnownList.@Nullable Column column(String parameter, String name, KnownList list) {
    KnownList.Column column = list.column(name).orElse(null);
    if (column == null) {
      told.wrong(
          parameter,
          "The list '%s' has no column '%s'.".formatted(list.id(), name)
              + Suggestion.sentence(name, list.columnNames()));
    }
    return column;
  }

  private void checkMatch(@Nullable Match match, KnownList list) {
    if (match == null) {
      return;
    }
    if (match.column() != null) {
      column("column", match.column(), list);
    }
    if (match.segment() != null && !surroundings.hasSegment(list.id(), match.segment())) {
      told.wrong(
          "segment",
          "The list '%s' has no segment '%s': make it with PUT /api/lists/%s/segments/%s."
              .formatted(list.id(), match.segment(), list.id(), match.segment()));
    }
  }

  private void checkOther(StepTask.Add add, KnownList list) {
    KnownList other = list("to", add.to());
    if (other != null && other.id().equals(list.id())) {
      told.wrong("to", "'to' is the list itself: name another one.");
    } else if (other != null && !other.account().equals(list.account())) {
      told.wrong(
          "to",
          "The list '%s' is of the account '%s', and '%s' of '%s': members stay within their account."
              .formatted(other.id(), other.account(), list.id(), list.account()));
    }
  }

  private void checkColumn(SetColumn set, KnownList list) {
    KnownList.Column column = column(target, set.column(), list);
    if (column == null) {
      return;
    }
    if (list.belongsToSugar(column.name())) {
      told.wrong(
          target,
          "The column '%s' of '%s' belongs to Sugar, because only the pull updates it: what a program writes there would be lost. Name it under the push's 'update' too, with a conflict rule, or take it out of the pull's."
              .formatted(column.name(), list.id()));
    }
    if (set.source() instanceof StepTask.FromColumn from) {
      checkFrom(from, column, list);
    }
    if (set.source() instanceof StepTask.Score score) {
      checkSheet(score, list);
    }
    if (column.kind() != null) {
      String wrong = StepTypes.wrong(set.source(), column.name(), column.kind());
      if (wrong != null) {
        told.wrong(parameter(set.source()), wrong);
      }
    }
  }

  private String parameter(StepTask.Source source) {
    if (source instanceof StepTask.Fixed) {
      return "text";
    } else if (source instanceof StepTask.Plus) {
      return "plus";
    }
    return target;
  }

  private void checkFrom(StepTask.FromColumn from, KnownList.Column column, KnownList list) {
    KnownList.Column other = column("from", from.column(), list);
    if (other == null) {
      return;
    }
    ValueKind kind = column.kind();
    if (other.name().equals(column.name())) {
      told.wrong("from", "'from' is the column itself: name another one.");
    } else if (kind != null && other.kind() != null && !StepTypes.copies(other.kind(), kind)) {
      told.wrong(
          "from",
          "The column '%s' holds %s, and '%s' %s: no value of the one is one of the other."
              .formatted(
                  other.name(),
                  StepTypes.words(other.kind()),
                  column.name(),
                  StepTypes.words(kind)));
    }
  }

  private void checkSheet(StepTask.Score score, KnownList list) {
    Optional<Collection<String>> sheets = surroundings.sheets(list.account());
    if (sheets.isPresent() && !sheets.get().contains(score.sheet())) {
      told.wrong(
          "sheet",
          "The account '%s' has no score sheet '%s'.".formatted(list.account(), score.sheet())
              + Suggestion.sentence(score.sheet(), sheets.get()));
    }
  }
}
