package dev.caramel.sandbox.data;

/** Ids of odd rows: GUIDs that begin with 0, in the order in which the rows are written down. */
final class OddIds {

  private OddIds() {}

  static String of(int ordinal) {
    return "%08x-30cf-11f0-a0c2-8fa31453d866".formatted(0x01000000L + ordinal * 0x00251001L);
  }
}
