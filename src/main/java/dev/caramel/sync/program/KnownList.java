package dev.caramel.sync.program;

import dev.caramel.sugar.value.ValueKind;
import dev.caramel.sync.ListSync;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list as the steps of programs are judged against it.
 *
 * @param id id of the list
 * @param account id of its account
 * @param columns its columns, in the order of the definition
 * @param sync the definition of its sync; null where its file is gone
 */
public record KnownList(String id, String account, List<Column> columns, @Nullable ListSync sync) {
  /**
   * A column.
   *
   * @param name its name
   * @param field the Sugar field that it is mapped to
   * @param kind what it holds; null while Sugar could not be asked
   */
  public record Column(String name, String field, @Nullable ValueKind kind) {}

  /** A list as its definition has it, before Sugar says what its columns hold. */
  public static KnownList of(ListSync sync) {
    return new KnownList(
        sync.id(),
        sync.account(),
        sync.columns().stream()
            .map(column -> new Column(column.name(), column.field(), null))
            .toList(),
        sync);
  }

  /** The column of that name. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** Names of all columns. */
  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /**
   * Whether a column belongs to Sugar, because only the pull updates it: what a program would write
   * there would go with the record's next pull, and never reach Sugar.
   */
  boolean belongsToSugar(String column) {
    return sync != null
        && sync.pull() != null
        && sync.pull().update().contains(column)
        && (sync.push() == null || !sync.push().update().contains(column));
  }
}
