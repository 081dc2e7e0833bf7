package dev.caramel.sandbox.data;

import java.time.Instant;

/**
 * What a data set is to hold. The same options give the same data, byte for byte.
 *
 * @param seed picks other people from the same pools
 * @param leads how many Leads, 0 to 1,000,000; the first ones are {@link OddLead}s
 * @param contacts how many Contacts, 0 to 1,000,000
 * @param prospects how many Prospects (targets), 0 to 1,000,000
 * @param newest the latest {@code date_modified} of any row, whole seconds
 * @param sameSecondBlock whether a third of the drawn people of each module carry one same second
 *     as {@code date_modified}, as after an import
 */
public record DataSetOptions(
    long seed, int leads, int contacts, int prospects, Instant newest, boolean sameSecondBlock) {

  /** The largest number of rows of one module. */
  public static final int MOST_ROWS = 1_000_000;

  /** Refuses numbers of rows outside 0 to {@link #MOST_ROWS}. */
  public DataSetOptions {
    for (int rows : new int[] {leads, contacts, prospects}) {
      if (rows < 0 || rows > MOST_ROWS) {
        throw new IllegalArgumentException("A module holds 0 to " + MOST_ROWS + " rows: " + rows);
      }
    }
    newest = Instant.ofEpochSecond(newest.getEpochSecond());
  }

  /**
   * The data set that people see without asking for anything.
   *
   * @return seed 1, 60 leads, 40 contacts, 30 prospects, newest change 2026-03-02 09:30 UTC, with a
   *     block of one second
   */
  public static DataSetOptions defaults() {
    return new DataSetOptions(1, 60, 40, 30, Instant.parse("2026-03-02T09:30:00Z"), true);
  }

  /**
   * Changes the seed.
   *
   * @param other any number
   * @return a copy
   */
  public DataSetOptions withSeed(long other) {
    return new DataSetOptions(other, leads, contacts, prospects, newest, sameSecondBlock);
  }

  /**
   * Changes the number of Leads.
   *
   * @param rows 0 to {@link #MOST_ROWS}
   * @return a copy
   */
  public DataSetOptions withLeads(int rows) {
    return new DataSetOptions(seed, rows, contacts, prospects, newest, sameSecondBlock);
  }

  /**
   * Changes the number of Contacts.
   *
   * @param rows 0 to {@link #MOST_ROWS}
   * @return a copy
   */
  public DataSetOptions withContacts(int rows) {
    return new DataSetOptions(seed, leads, rows, prospects, newest, sameSecondBlock);
  }

  /**
   * Changes the number of Prospects.
   *
   * @param rows 0 to {@link #MOST_ROWS}
   * @return a copy
   */
  public DataSetOptions withProspects(int rows) {
    return new DataSetOptions(seed, leads, contacts, rows, newest, sameSecondBlock);
  }

  /**
   * Moves all dates.
   *
   * @param instant the latest {@code date_modified}; cut to whole seconds
   * @return a copy
   */
  public DataSetOptions withNewest(Instant instant) {
    return new DataSetOptions(seed, leads, contacts, prospects, instant, sameSecondBlock);
  }

  /**
   * Turns the block of one second on or off.
   *
   * @param block whether many rows share one {@code date_modified}
   * @return a copy
   */
  public DataSetOptions withSameSecondBlock(boolean block) {
    return new DataSetOptions(seed, leads, contacts, prospects, newest, block);
  }
}
