package dev.caramel.sandbox.data;

import java.util.List;

/**
 * Ids that are computed from the row's index, in the order of the collation: a few odd ones in
 * front, then GUIDs whose first eight digits rise with the index, then odd ones again.
 *
 * @param front ids that sort before {@code 10000000}
 * @param drawn how many computed ids lie between
 * @param tail ids that sort after {@code e0000000}
 * @param seed scatters the rest of the GUIDs
 */
record IdLayout(List<String> front, int drawn, List<String> tail, long seed) {

  private static final long LOWEST = 0x10000000L;
  private static final long HIGHEST = 0xE0000000L;
  private static final String[] TIMES = {"30cf-11f0", "30d2-11f0", "9c1e-11ee", "bb41-11e6"};
  private static final String HEX = "0123456789abcdef";

  /** Splits the odd ids, which may come in any order, at the computed ones. */
  static IdLayout of(List<String> odd, int drawn, long seed) {
    List<String> sorted = odd.stream().sorted(Collation.IDS).toList();
    int front = 0;
    while (front < sorted.size() && Collation.IDS.compare(sorted.get(front), "10000000") < 0) {
      front++;
    }
    return new IdLayout(
        sorted.subList(0, front), drawn, sorted.subList(front, sorted.size()), seed);
  }

  int size() {
    return front.size() + drawn + tail.size();
  }

  /** The number of a computed row counted from 0, or -1 for an odd one. */
  int number(int index) {
    int number = index - front.size();
    return number >= 0 && number < drawn ? number : -1;
  }

  String id(int index) {
    if (index < front.size()) {
      return front.get(index);
    }
    int number = number(index);
    return number < 0 ? tail.get(index - front.size() - drawn) : computed(number);
  }

  int index(String id) {
    int odd = indexOf(front, id);
    if (odd >= 0) {
      return odd;
    }
    odd = indexOf(tail, id);
    if (odd >= 0) {
      return front.size() + drawn + odd;
    }
    long prefix = prefix(id);
    if (drawn == 0 || prefix < LOWEST || prefix >= LOWEST + step() * drawn) {
      return -1;
    }
    int number = (int) ((prefix - LOWEST) / step());
    return computed(number).equalsIgnoreCase(id) ? front.size() + number : -1;
  }

  private long step() {
    return (HIGHEST - LOWEST) / drawn;
  }

  private String computed(int number) {
    long roll = Dice.roll(seed + number, 90);
    long prefix = LOWEST + number * step() + (roll >>> 1) % step();
    long rest = Dice.roll(seed + number, 91);
    char[] guid = new char[36];
    hex(prefix, guid, 0, 8);
    guid[8] = '-';
    TIMES[(int) (roll & 3)].getChars(0, 9, guid, 9);
    guid[18] = '-';
    hex(0x8000L | ((roll >>> 8) & 0x3FFF), guid, 19, 4);
    guid[23] = '-';
    hex(rest & 0xFFFFFFFFFFFFL, guid, 24, 12);
    String id = new String(guid);
    // Imports and old releases left other forms; the first eight digits decide the order anyway.
    return switch ((int) ((roll >>> 24) & 0x1FF)) {
      case 1 -> id.toUpperCase(java.util.Locale.ROOT);
      case 2 -> id.replace("-", "");
      case 3 -> id.substring(0, 8) + "_import-" + number;
      default -> id;
    };
  }

  private static void hex(long value, char[] into, int from, int digits) {
    for (int i = digits - 1; i >= 0; i--) {
      into[from + i] = HEX.charAt((int) (value & 15));
      value >>>= 4;
    }
  }

  private static long prefix(String id) {
    if (id.length() < 8) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < 8; i++) {
      int digit = Character.digit(id.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static int indexOf(List<String> ids, String id) {
    int low = 0;
    int high = ids.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Collation.IDS.compare(ids.get(middle), id);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
