package dev.caramel.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.caramel.api.Refusal.Mistake;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds required keys whose value is null: Jackson asks for the key alone. */
final class RequiredKeys {
  private RequiredKeys() {}

  /** A mistake for each component of a record that is required, null, and may not be. */
  static List<Mistake> missing(Object body) {
    RecordComponent[] components = body.getClass().getRecordComponents();
    return Arrays.stream(components == null ? new RecordComponent[0] : components)
        .filter(component -> isRequired(component) && valueOf(component, body) == null)
        .map(RecordComponent::getName)
        .map(key -> new Mistake(key, "\"" + key + "\" may not be null."))
        .toList();
  }

  private static boolean isRequired(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property != null && property.required() && !mayBeNull(component);
  }

  private static boolean mayBeNull(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static @Nullable Object valueOf(RecordComponent component, Object body) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(body);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("A body's type could not be read", impossible);
    }
  }
}
