package dev.caramel.sandbox.store;

import java.util.Comparator;

/** The order and equality of text in the database: without regard to case (reference 4.3, 4.9). */
public final class Collation {

  /** Compares as a case-insensitive collation does: by upper case, so {@code _} follows letters. */
  public static final Comparator<String> ORDER = Collation::compare;

  private Collation() {}

  private static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        int difference = upper(a) - upper(b);
        if (difference != 0) {
          return difference;
        }
      }
    }
    return left.length() - right.length();
  }

  private static char upper(char c) {
    return c < 128 ? (c >= 'a' && c <= 'z' ? (char) (c - 32) : c) : Character.toUpperCase(c);
  }
}
