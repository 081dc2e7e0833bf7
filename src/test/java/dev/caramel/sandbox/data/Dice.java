package dev.caramel.sandbox.data;

/** Numbers that look random and depend on nothing but their arguments. */
final class Dice {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private Dice() {}

  /** A number for one purpose (the salt) of one thing (the number). */
  static long roll(long number, int salt) {
    long z = number + GAMMA * (salt + 1L);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number from 0 to bound - 1. */
  static int below(int bound, long number, int salt) {
    return (int) ((roll(number, salt) >>> 33) % bound);
  }
}
