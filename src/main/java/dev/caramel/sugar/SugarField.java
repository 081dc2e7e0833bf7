package dev.caramel.sugar;

import org.jspecify.annotations.Nullable;

/**
 * A field of a module, as Sugar's metadata tells it (reference 7.3).
 *
 * @param name key: {@code first_name}
 * @param label text for people, without the trailing colon; the name where there is no label
 * @param type Sugar's type: {@code varchar}, {@code enum}, {@code multienum}, {@code int}, ...
 * @param length most characters, or null
 * @param options name of the dropdown list of an enum, or null
 * @param required whether Sugar's screens demand it
 * @param writable whether our user may write it and Sugar keeps what is written
 * @param stored whether the database has a column for it; a filter on another one is dropped
 *     silently by Sugar, and matches everything (reference 4.3)
 */
public record SugarField(
    String name,
    String label,
    String type,
    @Nullable Integer length,
    @Nullable String options,
    boolean required,
    boolean writable,
    boolean stored) {
  /** Whether a filter may name it: it has a column, or is {@code email} (reference 4.7). */
  public boolean filterable() {
    return stored || name.equals("email");
  }
}
