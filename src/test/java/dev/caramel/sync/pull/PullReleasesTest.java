package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.SandboxBuilder;
import dev.caramel.sandbox.Switch;
import dev.caramel.testkit.RunningCaramel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same list comes from every release of Sugar, and whichever of its two ways Sugar has. */
class PullReleasesTest {
  private static final Map<String, Sandbox> SUGARS = sugars();

  @RegisterExtension static final RunningCaramel caramel = caramel();

  private static Map<String, Sandbox> sugars() {
    Map<String, Sandbox> sugars = new LinkedHashMap<>();
    for (int release = 8; release <= 14; release++) {
      sugars.put("r" + release, sandbox().release(release + ".0").start());
    }
    for (Switch which : Switch.values()) {
      String name = "s-" + which.name().toLowerCase(Locale.ROOT).replace('_', '-');
      sugars.put(name, sandbox().switchOn(which).start());
    }
    return sugars;
  }

  private static SandboxBuilder sandbox() {
    return Sandbox.builder().leads(40);
  }

  private static RunningCaramel caramel() {
    RunningCaramel running =
        RunningCaramel.withSandbox(sandbox -> sandbox.leads(40)).with("caramel.pull.page-size", 15);
    SUGARS.forEach(
        (name, sugar) -> {
          String prefix = "caramel.sugar.connections." + name + ".";
          running
              .with(prefix + "url", sugar.url())
              .with(prefix + "username", "caramel")
              .with(prefix + "password", "sandbox");
        });
    return running;
  }

  @AfterAll
  static void close() {
    SUGARS.values().forEach(Sandbox::close);
  }

  static Stream<String> names() {
    return SUGARS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theListIsTheSame(String name) {
    Sandbox plain = caramel.sandbox();
    if (caramel.lastRun("plain").isMissingNode()) {
      pullTwice("plain", "default", plain);
    }

    pullTwice(name, name, SUGARS.get(name));

    assertThat(columns(name)).containsExactlyInAnyOrderElementsOf(columns("plain"));
  }

  private static void pullTwice(String id, String connection, Sandbox sandbox) {
    JsonNode first =
        caramel.sync(
            id,
            "list: "
                + id
                + "\nconnection: "
                + connection
                + "\nmodule: Leads\ncolumns:\n  Email: email\n  First Name: first_name\n"
                + "  Last Name: last_name\n  City: primary_address_city\n"
                + "  Do Not Call: do_not_call\n  Created: date_entered\n"
                + "pull:\n  add: true\n  remove: true\n"
                + "  update: Email, First Name, Last Name, City, Do Not Call\n");
    assertThat(first.path("outcome").asText()).as(first.toString()).isEqualTo("succeeded");
    assertThat(caramel.members(id)).hasSize(sandbox.sugar().ids("Leads").size());

    List<String> ids = sandbox.sugar().ids("Leads");
    sandbox.sugar().update("Leads", ids.get(0), Map.of("first_name", "Changed"));
    sandbox.sugar().update("Leads", ids.get(30), Map.of("primary_address_city", ""));
    sandbox.sugar().delete("Leads", ids.get(20));

    JsonNode second = caramel.run(id);
    assertThat(second.path("outcome").asText()).as(second.toString()).isEqualTo("succeeded");
    assertThat(second.path("counts").path("removed").asInt()).isEqualTo(1);
    assertThat(second.path("counts").path("updated").asInt()).isEqualTo(2);
  }

  private static List<String> columns(String list) {
    return caramel.members(list).stream()
        .map(member -> member.path("record").path("id").asText() + member.path("columns"))
        .toList();
  }
}
