package dev.caramel.sandbox.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a module that are drawn, with the odd ones among them. */
final class DrawnRows implements Rows {

  private static final List<List<String>> TEAMS =
      List.of(
          List.of("1"),
          List.of("1"),
          List.of("1"),
          List.of("1"),
          List.of("1"),
          List.of("1"),
          List.of("East"),
          List.of("West"),
          List.of("West", "East"),
          List.of("1", "East"));

  private final String module;
  private final Draws draws;
  private final Map<String, Column> columns;
  private final Map<String, OddRow> odd = new HashMap<>();
  private final AddressBook book;

  DrawnRows(
      String module, Draws draws, Map<String, Column> columns, List<OddRow> odd, AddressBook book) {
    this.module = module;
    this.draws = draws;
    this.columns = columns;
    odd.forEach(row -> this.odd.put(row.id(), row));
    this.book = book;
  }

  @Override
  public IdLayout ids() {
    return draws.layout(module);
  }

  @Override
  public Function<String, @Nullable Object> values(int index) {
    OddRow written = odd(index);
    Draw draw = draws.of(module, index);
    if (written == null) {
      return field -> drawn(field, draw, index);
    }
    Draw dated =
        new Draw(
            draw.id(),
            draw.number(),
            draw.own(),
            draw.person(),
            draw.region(),
            modified(written, draw));
    return field -> {
      if (written.fields().containsKey(field)) {
        return written.fields().get(field);
      }
      return written.bare() && !bookkeeping(field) ? null : drawn(field, dated, index);
    };
  }

  @Override
  public long dateModified(int index) {
    OddRow written = odd(index);
    return written == null
        ? draws.dateModified(module, index)
        : modified(written, draws.of(module, index));
  }

  @Override
  public List<Address> addresses(int index) {
    OddRow written = odd(index);
    return written == null
        ? book.drawn(module, ids().number(index))
        : written.addresses().stream().map(book::written).toList();
  }

  @Override
  public List<String> teams(int index) {
    OddRow written = odd(index);
    return written != null && !written.teams().isEmpty()
        ? written.teams()
        : TEAMS.get(draws.of(module, index).of(73, TEAMS.size()));
  }

  private @Nullable Object drawn(String field, Draw draw, int index) {
    // A team set has an id of its own in Sugar; here it is named after its teams.
    if (field.equals("team_id")) {
      return teams(index).get(0);
    }
    if (field.equals("team_set_id")) {
      return String.join("+", teams(index));
    }
    Column column = columns.get(field);
    return column == null ? null : column.of(draw);
  }

  private static long modified(OddRow written, Draw draw) {
    Object date = written.fields().get("date_modified");
    return date instanceof java.time.Instant instant
        ? instant.getEpochSecond()
        : draw.dateModified();
  }

  private static boolean bookkeeping(String field) {
    return switch (field) {
      case "id",
          "date_entered",
          "date_modified",
          "deleted",
          "created_by",
          "modified_user_id",
          "team_id",
          "team_set_id" ->
          true;
      default -> false;
    };
  }

  private @Nullable OddRow odd(int index) {
    return ids().number(index) >= 0 ? null : odd.get(ids().id(index));
  }
}
