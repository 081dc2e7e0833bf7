package dev.caramel.sync.pull;

import dev.caramel.sugar.value.RecordLayout;
import dev.caramel.sync.ListSync;
import java.util.List;

/** What the rules of a sync say of each field of its layout: looked up once, not once a record. */
final class MappedColumns {
  private final List<Mapped> mapped;

  private record Mapped(String column, boolean pulled, boolean pushed) {}

  MappedColumns(ListSync sync, RecordLayout layout) {
    ListSync.PullRules pull = sync.pull();
    ListSync.PushRules push = sync.push();
    mapped =
        layout.fields().stream()
            .map(
                field ->
                    sync.columnOf(field.name())
                        .map(ListSync.Column::name)
                        .map(
                            column ->
                                new Mapped(
                                    column,
                                    pull != null && pull.update().contains(column),
                                    push != null && push.update().contains(column)))
                        .orElse(new Mapped(field.name(), false, false)))
            .toList();
  }

  /** Name of the column that the field at that place is mapped to; the field's where none is. */
  String name(int place) {
    return mapped.get(place).column;
  }

  /** Whether the pull updates it. */
  boolean pulled(int place) {
    return mapped.get(place).pulled;
  }

  /** Whether the push updates it. */
  boolean pushed(int place) {
    return mapped.get(place).pushed;
  }

  /** Whether both directions update it, so that Sugar's value does not simply win. */
  boolean ofBoth(int place) {
    return pulled(place) && pushed(place);
  }
}
