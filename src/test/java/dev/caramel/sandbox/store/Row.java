package dev.caramel.sandbox.store;

import dev.caramel.sandbox.data.Address;
import dev.caramel.sandbox.data.DataSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record as the database holds it now. A snapshot; what is not asked for is not computed. */
public final class Row {

  private final DataSet base;
  private final String module;
  private final int index;
  private final @Nullable Change change;
  private @Nullable String id;
  private @Nullable Instant dateModified;
  private @Nullable Map<String, Object> values;

  Row(DataSet base, String module, int index, @Nullable String id, @Nullable Change change) {
    this.base = base;
    this.module = module;
    this.index = index;
    this.id = id;
    this.change = change;
  }

  /**
   * The module.
   *
   * @return its plural key
   */
  public String module() {
    return module;
  }

  /**
   * The id.
   *
   * @return up to 36 characters
   */
  public String id() {
    if (id == null) {
      id = base.id(module, index);
    }
    return id;
  }

  /**
   * The time of the last change.
   *
   * @return whole seconds
   */
  public Instant dateModified() {
    if (dateModified == null) {
      dateModified = change == null ? base.dateModified(module, index) : change.dateModified();
    }
    return dateModified;
  }

  /**
   * Whether the record is a tombstone.
   *
   * @return true if it was deleted
   */
  public boolean deleted() {
    return change != null && change.deleted();
  }

  /**
   * A stored value.
   *
   * @param field the field
   * @return the canonical value of {@link DataSet}, or null
   */
  public @Nullable Object value(String field) {
    switch (field) {
      case "id":
        return id();
      case "date_modified":
        return dateModified();
      case "deleted":
        return deleted();
      case "team_id":
        List<String> teams = teams();
        return teams.isEmpty() ? null : teams.get(0);
      default:
        return plainValue(field);
    }
  }

  private @Nullable Object plainValue(String field) {
    if (change != null) {
      Object changed = change.values().get(field);
      if (changed != null) {
        return changed == Change.NOTHING ? null : changed;
      }
    }
    if (index < 0) {
      return null;
    }
    if (values == null) {
      values = base.row(module, index);
    }
    return values.get(field);
  }

  /**
   * A stored value as text.
   *
   * @param field the field
   * @return the text, empty for null
   */
  public String text(String field) {
    Object value = value(field);
    return value == null ? "" : value.toString();
  }

  /**
   * The addresses of the record.
   *
   * @return in the order of the record
   */
  public List<Address> addresses() {
    if (change != null && change.addresses() != null) {
      return change.addresses();
    }
    return index < 0 ? List.of() : base.addresses(module, index);
  }

  /** Whether the addresses are no longer those of the data set. */
  boolean addressesChanged() {
    return change != null && (change.addresses() != null || change.purged());
  }

  /**
   * The teams of the record.
   *
   * @return team ids, the primary one first
   */
  public List<String> teams() {
    if (change != null && change.teams() != null) {
      return change.teams();
    }
    return index < 0 ? List.of() : base.teams(module, index);
  }

  Change change() {
    return change == null ? Change.none(dateModified()) : change;
  }

  boolean created() {
    return index < 0;
  }

  int index() {
    return index;
  }

  boolean purged() {
    return change != null && change.purged();
  }
}
