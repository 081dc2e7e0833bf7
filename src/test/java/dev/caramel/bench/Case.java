package dev.caramel.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that is measured: who takes part, over which Sugar and by which definition.
 *
 * @param leads leads that Sugar has
 * @param rounds rounds that count; one more before them makes the pages
 * @param columns columns of the list: 16 are the shipped sync's, more are added to it
 * @param latency milliseconds before each answer of Sugar
 * @param transform whether each record also passes through a route of the engineer's own
 * @param plain whether the plain Camel route takes part
 */
record Case(int leads, int rounds, int columns, int latency, boolean transform, boolean plain) {
  /** Columns of the shipped sync. */
  static final int SHIPPED = 16;

  private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("leads", "100000");
    DEFAULTS.put("rounds", "3");
    DEFAULTS.put("columns", "16,120");
    DEFAULTS.put("latency", "0,50");
    DEFAULTS.put("transform", "false,true");
    DEFAULTS.put("plain", "true");
  }

  /**
   * The cases that were asked for: one of the first values, and one for each further value of an
   * argument, with half the leads, a round less and without the plain route.
   *
   * @throws IllegalArgumentException if an argument is unknown or no number
   */
  static List<Case> of(String[] arguments) {
    Map<String, String> given = new LinkedHashMap<>(DEFAULTS);
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length != 2 || !given.containsKey(parts[0])) {
        throw new IllegalArgumentException(
            "unknown argument " + argument + "; there are " + given.keySet());
      }
      given.put(parts[0], parts[1]);
    }
    List<Integer> columns = numbers(given.get("columns"));
    List<Integer> latencies = numbers(given.get("latency"));
    List<Boolean> transforms =
        List.of(given.get("transform").split(",")).stream().map(Boolean::valueOf).toList();
    int leads = Integer.parseInt(given.get("leads"));
    int rounds = Integer.parseInt(given.get("rounds"));
    boolean plain = Boolean.parseBoolean(given.get("plain"));
    Case first =
        new Case(leads, rounds, columns.get(0), latencies.get(0), transforms.get(0), plain);
    Case half =
        new Case(
            Math.max(1, leads / 2),
            Math.max(1, rounds - 1),
            first.columns,
            first.latency,
            first.transform,
            false);
    List<Case> cases = new ArrayList<>(List.of(first));
    columns.stream().skip(1).forEach(other -> cases.add(half.withColumns(other)));
    latencies.stream().skip(1).forEach(other -> cases.add(half.withLatency(other)));
    transforms.stream().skip(1).forEach(other -> cases.add(half.withTransform(other)));
    return cases;
  }

  private static List<Integer> numbers(String list) {
    return List.of(list.split(",")).stream().map(Integer::valueOf).toList();
  }

  private Case withColumns(int other) {
    return new Case(leads, rounds, other, latency, transform, plain);
  }

  private Case withLatency(int other) {
    return new Case(leads, rounds, columns, other, transform, plain);
  }

  private Case withTransform(boolean other) {
    return new Case(leads, rounds, columns, latency, other, plain);
  }

  /** Columns that the shipped sync has not. */
  int further() {
    return Math.max(0, columns - SHIPPED);
  }

  /** For a head line. */
  String title() {
    return "%,d leads, %d columns, %d ms of latency%s"
        .formatted(leads, columns, latency, transform ? ", with a transform" : "");
  }

  /** For a picture. */
  String shortTitle() {
    return columns + " columns, " + latency + " ms" + (transform ? ", transform" : "");
  }
}
