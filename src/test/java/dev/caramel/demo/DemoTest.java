package dev.caramel.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** What somebody sees who starts the demo and pastes its commands. */
class DemoTest {
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void leads_scores_and_visitors_go_to_and_fro_while_somebody_pastes_the_commands()
      throws Exception {
    try (Demo.Parts demo = Demo.start(new String[] {"--server.port=0"}, 0, 0, 20)) {
      WelcomeCommands commands =
          new WelcomeCommands(Welcome.text(demo.caramelUrl(), demo.sandboxUrl()));
      await().atMost(LONG).untilAsserted(() -> assertThat(jane(commands)).contains("\"Jane\""));

      commands.run("-X PATCH", "Janet");
      await().atMost(LONG).untilAsserted(() -> assertThat(jane(commands)).contains("\"Janet\""));

      try {
        await()
            .atMost(LONG)
            .untilAsserted(
                () -> {
                  JsonNode record = read(commands.run("/sandbox/records/Leads/", "curl -s http"));
                  assertThat(record.path("caramel_lead_score_c").asInt())
                      .isGreaterThanOrEqualTo(20);
                });
      } catch (ConditionTimeoutException e) {
        throw new AssertionError(story(demo, commands), e);
      }
      assertThat(read(commands.run("/scores/")).path("behavioral").asInt())
          .isGreaterThanOrEqualTo(20);
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                assertThat(visitors(commands).at("/members/0/record/id").asText()).isNotEmpty();
                assertThat(visitors(commands).at("/members/1/record/id").asText()).isNotEmpty();
              });
      assertThat(visitors(commands).at("/members/0/email").asText())
          .isEqualTo(SampleVisitors.FIRST);
      assertThat(commands.run("/segments/qualified/members")).contains(SampleVisitors.FIRST);

      for (String command : commands.all()) {
        if (!command.contains("-X POST")) { // a run may be under way already
          commands.send(command);
        }
      }
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(
                          commands.send("curl -s " + demo.caramelUrl() + "/actuator/health/syncs"))
                      .contains("\"status\":\"UP\""));
    }
  }

  /** What the score went through on its way to Sugar, for who reads of a failure. */
  private static String story(Demo.Parts demo, WelcomeCommands commands)
      throws IOException, InterruptedException {
    return String.join(
        "\n",
        demo.visitors().toString(),
        commands.run("/scores/"),
        commands.run("/programs/refresh-scores"),
        jane(commands),
        commands.run("/runs?sync=all-sugar-leads"));
  }

  private static String jane(WelcomeCommands commands) throws IOException, InterruptedException {
    return commands.run("/lists/all-sugar-leads/members?email=");
  }

  private static JsonNode visitors(WelcomeCommands commands)
      throws IOException, InterruptedException {
    return read(commands.run("/lists/website-visitors/members?limit"));
  }

  private static JsonNode read(String json) throws IOException {
    return JSON.readTree(json);
  }
}
