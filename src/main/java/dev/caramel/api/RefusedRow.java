package dev.caramel.api;

/**
 * A row of a bulk post that was not taken.
 *
 * @param row its place in a JSON array from 1, or the line of a CSV file that it begins in
 * @param reason what is wrong with it
 */
public record RefusedRow(long row, String reason) {}
