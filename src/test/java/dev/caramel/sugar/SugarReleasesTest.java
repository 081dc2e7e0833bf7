package dev.caramel.sugar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.Switch;
import dev.caramel.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The version of the API is found out for every release, never probed upwards. */
class SugarReleasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> RELEASES = releases();
  private static final Map<String, Sandbox> SANDBOXES = new LinkedHashMap<>();
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
  private static SugarNode node;

  @BeforeAll
  static void start() {
    List<String> properties = new ArrayList<>();
    for (String release : RELEASES.keySet()) {
      Sandbox sandbox = Sandbox.builder().release(release).leads(60).start();
      SANDBOXES.put(release, sandbox);
      String prefix = "caramel.sugar.connections." + name(release) + ".";
      properties.add(prefix + "url=" + sandbox.url());
      properties.add(prefix + "username=caramel");
      properties.add(prefix + "password=sandbox");
    }
    Sandbox lenient = Sandbox.builder().release("12.0").switchOn(Switch.VERSION_LENIENT).start();
    SANDBOXES.put("lenient", lenient);
    properties.add("caramel.sugar.connections.fixed.api-version=11.24");
    properties.add("caramel.sugar.connections.fixed.url=" + SANDBOXES.get("8.0").url());
    properties.add("caramel.sugar.connections.fixed.username=admin");
    properties.add("caramel.sugar.connections.fixed.password=sandbox");
    node = SugarNode.start(DATABASE.url(), lenient.url(), properties.toArray(new String[0]));
  }

  @AfterAll
  static void stop() {
    node.close();
    SANDBOXES.values().forEach(Sandbox::close);
  }

  @Test
  void everyReleaseIsSpokenToInItsOwnVersion() {
    RELEASES.forEach(
        (release, version) -> {
          read(name(release));
          assertThat(node.sugar().apiVersion(name(release))).as(release).isEqualTo(version);
          assertThat(node.sugar().release(name(release))).as(release).startsWith(release);
          assertThat(SANDBOXES.get(release).requests().all())
              .as(release)
              .allSatisfy(
                  entry ->
                      assertThat(entry.path())
                          .containsAnyOf("/rest/v10/", "/rest/" + version + "/"))
              .noneSatisfy(entry -> assertThat(entry.status()).isEqualTo(301));
        });
  }

  @Test
  void aLenientSugarIsSpokenToInItsOwnVersionToo() {
    read("default");
    assertThat(node.sugar().apiVersion("default")).isEqualTo("v11_16");
  }

  @Test
  void aConfiguredVersionThatIsTooHighIsSaidAndNotOverruled() {
    assertThat(catchThrowable(() -> read("fixed")))
        .isInstanceOf(SugarException.Refused.class)
        .hasMessageContaining("api-version of the connection fixed");
  }

  @Test
  void aReleaseThatIsNewerThanAllWeKnowGetsTheNewestVersionWeKnow() {
    assertThat(SugarVersions.forRelease("31.4.0")).isEqualTo("v11_27");
    assertThat(SugarVersions.forRelease("9.0.3")).isEqualTo("v11_4");
    assertThat(SugarVersions.forRelease("7.9.4.0")).isEqualTo("v10");
    assertThat(SugarVersions.forRelease("?")).isEqualTo("v10");
  }

  private static void read(String connection) {
    node.sugar()
        .call(
            SugarRequest.get(
                connection, "Leads", Map.of("max_num", "1"), "reading Leads", JSON::readTree));
  }

  private static String name(String release) {
    return "r" + release.replace('.', '-');
  }

  private static Map<String, String> releases() {
    Map<String, String> releases = new LinkedHashMap<>();
    releases.put("8.0", "v11_1");
    releases.put("8.1", "v11_2");
    releases.put("8.2", "v11_3");
    releases.put("8.3", "v11_4");
    releases.put("9.0", "v11_4");
    releases.put("9.3", "v11_7");
    releases.put("10.0", "v11_8");
    releases.put("10.2", "v11_10");
    releases.put("11.0", "v11_12");
    releases.put("12.0", "v11_16");
    releases.put("13.0", "v11_20");
    releases.put("13.3", "v11_23");
    releases.put("14.0", "v11_24");
    return releases;
  }
}
