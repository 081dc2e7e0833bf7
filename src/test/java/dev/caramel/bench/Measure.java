package dev.caramel.bench;

/**
 * One contender's figures of one phase of one round.
 *
 * @param contender who
 * @param round in which round
 * @param phase what, and how long
 * @param peakMib largest heap before a collection, in MiB
 * @param liveMib largest heap behind a collection, in MiB
 * @param bytesPerRecord bytes allocated for each record
 */
record Measure(
    Contender contender, int round, Phase phase, int peakMib, int liveMib, double bytesPerRecord) {
  double recordsPerSecond() {
    return phase.records() / Math.max(0.001, phase.seconds());
  }
}
