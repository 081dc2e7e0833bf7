package dev.caramel.sync.files;

import dev.caramel.sync.ListSync.Column;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Guesses what a new column is for, by its field; each role has one column at most. */
final class ColumnRoles {
  private final Set<String> taken = new HashSet<>();

  ColumnRoles(Collection<ListTables.Row> before) {
    before.stream().map(ListTables.Row::role).filter(Objects::nonNull).forEach(taken::add);
  }

  /** The role of a column that is new, or null. */
  @Nullable String guess(Column column) {
    String role = role(column.field());
    return role != null && taken.add(role) ? role : null;
  }

  private static @Nullable String role(String field) {
    if (field.equals("email") || field.equals("email1")) {
      return "email";
    } else if (field.contains("lead_score")) {
      return "lead-score";
    }
    return field.equals("assigned_user_name") ? "owner" : null;
  }
}
