package dev.caramel.sandbox.data;

import java.util.Comparator;

/**
 * The order of ids in the played database: ASCII without regard to case, with {@code _} after the
 * letters (reference 4.9). Two ids that differ in case only are equal.
 */
public final class Collation {

  /** Orders ids as {@code order_by=id} does. */
  public static final Comparator<String> IDS = Collation::compare;

  private Collation() {}

  // String.CASE_INSENSITIVE_ORDER ends with lower case, which puts '_' before the letters.
  private static int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      int difference = upper(left.charAt(i)) - upper(right.charAt(i));
      if (difference != 0) {
        return difference;
      }
    }
    return left.length() - right.length();
  }

  private static int upper(char c) {
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  }
}
