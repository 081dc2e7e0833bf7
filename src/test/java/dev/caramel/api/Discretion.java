package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.testkit.RawHttp;
import dev.caramel.testkit.RunningCaramel;
import dev.caramel.testkit.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/** What no answer may be, and what must stand nowhere, whatever Caramel was sent. */
final class Discretion {
  /** What the server says of HTTP itself: a method, version or coding that it does not know. */
  private static final List<Integer> NOT_OURS = List.of(501, 505);

  private static final String[] INNARDS = {
    "\tat ",
    "Exception",
    "org.apache",
    "org.postgresql",
    "org.springframework",
    "java.",
    "Tomcat",
    "select ",
    "insert into"
  };

  private final RunningCaramel caramel;
  private final String[] secrets;
  private final SoftAssertions all = new SoftAssertions();
  private int judged;

  Discretion(RunningCaramel caramel, String... secrets) {
    this.caramel = caramel;
    this.secrets =
        Stream.concat(Stream.of(RunningCaramel.KEY), Stream.of(secrets)).toArray(String[]::new);
  }

  /**
   * Judges an answer: no failure of ours, nothing of what is inside, nothing of the request in its
   * headers. What callers send as markers holds the word {@code marker}.
   */
  void judge(String what, RawHttp.Answer answer) {
    judged++;
    String shown = what.substring(0, Math.min(what.length(), 200));
    if (!NOT_OURS.contains(answer.status())) {
      all.assertThat(answer.status()).as(shown + " -> " + answer.body()).isLessThan(500);
    }
    all.assertThat(answer.body()).as(shown).doesNotContain(secrets).doesNotContain(INNARDS);
    all.assertThat(answer.headers().toString())
        .as(shown)
        .doesNotContain(secrets)
        .doesNotContain("marker", "X-Evil");
  }

  /** How many answers were judged. */
  int judged() {
    return judged;
  }

  /** Fails with everything that was found, and if a secret stands anywhere that people see. */
  void end(String log) {
    all.assertAll();
    Told told = new Told(caramel);
    told.take("log", log);
    told.take("metrics", caramel.send("GET", "/actuator/prometheus", null, Map.of()).body());
    told.takeDatabase();
    told.takeBeans();
    assertThat(told.size()).isGreaterThan(100_000);
    List<String> places = new ArrayList<>(told.placesOf(secrets));
    places.addAll(told.placesOfTokens());
    assertThat(places).isEmpty();
  }
}
