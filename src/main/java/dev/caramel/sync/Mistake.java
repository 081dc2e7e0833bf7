package dev.caramel.sync;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong in a file, and what would be right.
 *
 * @param line line of the file, from 1; null for what the sync waits for, or what is no one line's
 * @param message what is wrong and what would be right, in one or two sentences
 */
public record Mistake(@Nullable Integer line, String message) {}
