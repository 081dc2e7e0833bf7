package dev.caramel.list;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A posted row.
 *
 * @param number its number in the body, from 1; a CSV's header is not counted
 * @param line line of a CSV that it begins on, from 1; null for JSON
 * @param values value by column name, as they were posted
 * @param wrong why it cannot be read; null if it can
 */
record PostedRow(
    int number, @Nullable Integer line, @Nullable JsonNode values, @Nullable String wrong) {}
