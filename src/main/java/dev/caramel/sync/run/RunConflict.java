package dev.caramel.sync.run;

import org.jspecify.annotations.Nullable;

/**
 * A column that both sides had changed to different values, and what was decided.
 *
 * @param record id of the Sugar record
 * @param column name of the column
 * @param sugar Sugar's value, null for an empty one
 * @param list the list's value, null for an empty one
 * @param kept {@code sugar} or {@code list}
 */
public record RunConflict(
    String record, String column, @Nullable Object sugar, @Nullable Object list, String kept) {}
