package dev.caramel.sync.pull;

import dev.caramel.sugar.SugarField;
import dev.caramel.sugar.SugarModule;
import dev.caramel.sugar.value.RecordLayout;
import dev.caramel.sugar.value.ValueKind;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.run.RunCondition;
import dev.caramel.sync.run.SyncRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the fields of a definition in Sugar's metadata. */
final class LayoutResolver {
  private LayoutResolver() {}

  /**
   * The fields that are read.
   *
   * @throws PullFailed if Sugar lacks a field that the pull needs: a list must not be emptied, nor
   *     stay as it was unnoticed, because a field went away
   */
  static RecordLayout resolve(SyncRun run, SugarModule module) {
    ListSync sync = run.sync();
    List<RecordLayout.Field> fields = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ListSync.Column column : sync.columns()) {
      Optional<SugarField> field = module.field(column.field());
      if (field.isPresent()) {
        fields.add(
            new RecordLayout.Field(
                column.field(), ValueKind.of(column.field(), field.get().type())));
      } else if (sync.onlyPushed(column.name())) {
        run.note(
            RunCondition.FIELD_MISSING,
            "The field %s of %s does not exist in Sugar: the push of the column \"%s\" is off"
                .formatted(column.field(), module.name(), column.name()));
      } else {
        missing.add("%s (column \"%s\")".formatted(column.field(), column.name()));
      }
    }
    if (!missing.isEmpty()) {
      String words =
          "Sugar's module "
              + module.name()
              + " has no field "
              + String.join(", ", missing)
              + ", or a role hides it from our user: nothing was pulled. Give the role the right to"
              + " read it, or take the column out of the definition";
      run.met(RunCondition.FIELD_MISSING, words);
      throw new PullFailed(words);
    }
    return new RecordLayout(List.copyOf(fields), java.util.Set.of());
  }
}
