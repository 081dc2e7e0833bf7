package dev.caramel.bench;

/**
 * What a contender did in one phase, as it says it itself.
 *
 * @param name the phase
 * @param begin milliseconds since 1970 at which it began
 * @param end milliseconds since 1970 at which it ended
 * @param records records that were read
 */
record Phase(String name, long begin, long end, long records) {
  /** The line by which a contender's process tells a phase. */
  static String line(String name, long begin, long end, long records) {
    return "phase " + name + " " + begin + " " + end + " " + records;
  }

  /** Reads such a line. */
  static Phase read(String line) {
    String[] parts = line.split(" ");
    return new Phase(
        parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]), Long.parseLong(parts[4]));
  }

  double seconds() {
    return (end - begin) / 1000.0;
  }
}
