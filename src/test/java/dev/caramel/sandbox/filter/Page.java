package dev.caramel.sandbox.filter;

import dev.caramel.sandbox.store.Row;
import java.util.List;

/**
 * A page of a list.
 *
 * @param rows the records
 * @param nextOffset the offset to ask for next, -1 at the end
 */
public record Page(List<Row> rows, int nextOffset) {}
