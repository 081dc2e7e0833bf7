package dev.caramel.sandbox.data;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row as a map that computes what it is asked for. */
final class RowView extends AbstractMap<String, Object> {

  private final Set<String> fields;
  private final Function<String, @Nullable Object> values;

  RowView(Set<String> fields, Function<String, @Nullable Object> values) {
    this.fields = fields;
    this.values = values;
  }

  @Override
  public @Nullable Object get(@Nullable Object field) {
    return field instanceof String name && fields.contains(name) ? values.apply(name) : null;
  }

  @Override
  public boolean containsKey(@Nullable Object field) {
    return get(field) != null;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    List<Map.Entry<String, Object>> entries = new ArrayList<>();
    for (String field : fields) {
      Object value = values.apply(field);
      if (value != null) {
        entries.add(Map.entry(field, value));
      }
    }
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return List.copyOf(entries).iterator();
      }

      @Override
      public int size() {
        return entries.size();
      }
    };
  }
}
