package dev.caramel.sync.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sync.Mistake;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurroundingRulesTest {
  private static final SyncFileReader READER =
      new SyncFileReader(new RouteFileReader(Clock.systemUTC()));

  /** An installation with the shared blocks, one route of somebody's own, and one account. */
  private record Installation() implements Surroundings {
    @Override
    public Optional<Collection<String>> accounts() {
      return Optional.of(List.of("default", "emea"));
    }

    @Override
    public Optional<Collection<String>> connections() {
      return Optional.of(List.of("default"));
    }

    @Override
    public boolean hasSegment(String list, String segment) {
      return segment.equals("qualified");
    }

    @Override
    public Map<String, Set<String>> directRoutes() {
      return Map.of(
          "pull-from-sugar", Set.of(),
          "push-to-sugar", Set.of(),
          "clean-phone-numbers", Set.of(),
          "both-ways", Set.of("pull-from-sugar", "push-to-sugar"));
    }
  }

  private static SyncFile changed(String from, String to) {
    assertThat(SyncTexts.LEADS).contains(from);
    SyncFile file = READER.read("syncs/all-leads.camel.yaml", SyncTexts.LEADS.replace(from, to));
    assertThat(file.mistakes()).isEmpty();
    return file;
  }

  private static List<Mistake> judge(String from, String to) {
    return new SurroundingRules(new Installation()).judge(changed(from, to));
  }

  @Test
  void rulesWithoutTheStepThatAppliesThemAreRefused() {
    assertThat(judge("        - to:\n            uri: direct:push-to-sugar\n", ""))
        .containsExactly(
            new Mistake(
                17,
                "The sync has rules for push, but no step of its route calls direct:push-to-sugar: add the step, or leave the rules out."));
  }

  @Test
  void theStepMayStandInARouteThatTheSyncCalls() {
    assertThat(
            judge(
                "        - to:\n            uri: direct:pull-from-sugar\n        - to:\n            uri: direct:push-to-sugar\n",
                "        - to:\n            uri: direct:both-ways\n"))
        .isEmpty();
  }

  @Test
  void aCallOfARouteThatDoesNotExistIsRefused() {
    assertThat(
            judge(
                "        - to:\n            uri: direct:push",
                "        - to:\n            uri: direct:clean-phone-number\n        - to:\n            uri: direct:push"))
        .containsExactly(
            new Mistake(
                33,
                "No route begins with 'direct:clean-phone-number'. Did you mean 'direct:clean-phone-numbers'?"));
  }

  @Test
  void aTransformThatDoesNotExistIsRefused() {
    assertThat(judge("        sweep:", "        transform: direct:wash\n        sweep:"))
        .containsExactly(
            new Mistake(
                20,
                "No route begins with 'direct:wash'. Add a file that holds it, or call another."));
  }

  @Test
  void anUnknownAccountOrConnectionIsRefused() {
    assertThat(judge("account: default", "account: emae"))
        .containsExactly(new Mistake(6, "There is no account 'emae'. Did you mean 'emea'?"));
    assertThat(judge("account: default", "connection: other"))
        .containsExactly(new Mistake(6, "There is no connection 'other'. There are: default."));
  }

  @Test
  void aSyncWaitsForASegmentThatDoesNotExistYet() {
    SurroundingRules rules = new SurroundingRules(new Installation());
    SyncFile hot = changed("push:\n", "push:\n          segment: hot\n");
    SyncFile qualified = changed("push:\n", "push:\n          segment: qualified\n");

    assertThat(rules.judge(hot)).isEmpty();
    assertThat(rules.waitsFor(hot.definition()))
        .contains(
            new Mistake(
                null,
                "Waits for the segment 'hot' of the list 'all-leads': there is none of that name yet."));
    assertThat(rules.waitsFor(qualified.definition())).isEmpty();
  }
}
