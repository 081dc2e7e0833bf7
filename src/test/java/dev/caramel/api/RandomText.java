package dev.caramel.api;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text that no honest caller sends, by a seeded random. */
record RandomText(Random random) {
  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          "0",
          "-1",
          "9999999999",
          ".",
          "..",
          "/",
          "\\",
          "'",
          "\"",
          "%",
          "_",
          "@",
          "&",
          "=",
          "?",
          "#",
          ";",
          ",",
          " ",
          "\t",
          "\r\n",
          "\u0000",
          "\u0001",
          "\u001b[31m",
          "\u007f",
          "\u0085",
          "\u202e",
          "\uFEFF",
          "\uFFFE",
          "\uD83D\uDE00",
          "ß",
          "ı",
          "${body}",
          "{{x}}",
          "$(x)",
          "<x>",
          "[",
          "]",
          "{",
          "}",
          "null",
          "true",
          "1e9",
          "NaN",
          "2026-02-30",
          "a@b.example",
          "marker");

  private static final List<String> ESCAPES =
      List.of(
          "%",
          "%0", "%zz", "%00", "%ff", "%c0%ae", "%ed%a0%80", "%0d%0aX-Evil:1", "+", "%25", "%2f");

  /** Some pieces one after another. */
  String any() {
    return Stream.generate(() -> one(PIECES))
        .limit(1 + random.nextInt(5))
        .collect(Collectors.joining());
  }

  /** Something of a query that is badly escaped, or too long. */
  String escaped() {
    String text =
        Stream.generate(() -> one(ESCAPES)).limit(random.nextInt(4)).collect(Collectors.joining());
    return random.nextInt(10) == 0 ? "9".repeat(3000) + text : text;
  }

  /** A JSON text with a part of it cut out, doubled or exchanged. */
  String spoilt(String body) {
    int from = random.nextInt(body.length());
    int to = from + random.nextInt(Math.min(12, body.length() - from) + 1);
    String middle =
        switch (random.nextInt(3)) {
          case 0 -> "";
          case 1 -> body.substring(from, to).repeat(2);
          default -> any();
        };
    return body.substring(0, from) + middle + body.substring(to);
  }

  /** A value of a header, in octets that a header may have. */
  String header() {
    return any().replaceAll("[\\p{Cntrl}]", " ").replaceAll("[^\\x20-\\xff]", "\u00e9");
  }

  /** Some method. */
  String method() {
    return one(
        List.of("GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW"));
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
