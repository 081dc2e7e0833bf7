package dev.caramel.sandbox.data;

/**
 * The addresses that the drawn rows of one module own: so many each, in a pattern that repeats, so
 * that both ways are a small sum.
 */
final class AddressSegment {

  private final String module;
  private final int[] pattern;
  private final int[] sums;
  private final int rows;
  private final int first;

  /**
   * Lays out the addresses of one module.
   *
   * @param module whose addresses they are
   * @param pattern how many addresses each row of a cycle owns
   * @param rows how many drawn rows there are
   * @param first the number of the first address among all drawn ones
   */
  AddressSegment(String module, int[] pattern, int rows, int first) {
    this.module = module;
    this.pattern = pattern;
    this.rows = rows;
    this.first = first;
    this.sums = new int[pattern.length + 1];
    for (int i = 0; i < pattern.length; i++) {
      sums[i + 1] = sums[i] + pattern[i];
    }
  }

  String module() {
    return module;
  }

  int rows() {
    return rows;
  }

  int first() {
    return first;
  }

  /** How many addresses the segment has. */
  int size() {
    return before(rows);
  }

  /** How many addresses a row owns. */
  int owned(int row) {
    return pattern[row % pattern.length];
  }

  /** The number of a row's address among all drawn ones. */
  int number(int row, int slot) {
    return first + before(row) + slot;
  }

  /** The row that owns an address. */
  int owner(int number) {
    int row = (number - first) / sums[pattern.length] * pattern.length;
    while (number(row, owned(row)) <= number) {
      row++;
    }
    return row;
  }

  private int before(int row) {
    return row / pattern.length * sums[pattern.length] + sums[row % pattern.length];
  }
}
