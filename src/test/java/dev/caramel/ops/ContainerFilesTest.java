package dev.caramel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sync.SyncLoaded;
import dev.caramel.testkit.TestDatabase;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The files in docker/, as far as they can be judged without a container engine. */
class ContainerFilesTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  private static final Path DOCKER = Path.of("docker");
  private static final Pattern METRIC = Pattern.compile("\\bcaramel_[a-z_]+");

  @ParameterizedTest
  @ValueSource(strings = {"grafana/dashboards/caramel.json", "prometheus/alerts.yml"})
  void what_is_watched_are_metrics_that_there_are(String file) throws IOException {
    assertThat(metricsIn(Files.readString(DOCKER.resolve(file))))
        .isNotEmpty()
        .isSubsetOf(metricsIn(scrape()));
  }

  @Test
  void the_dashboards_panels_do_not_overlap_and_have_ids_of_their_own() throws IOException {
    JsonNode panels =
        new ObjectMapper()
            .readTree(DOCKER.resolve("grafana/dashboards/caramel.json").toFile())
            .path("panels");

    assertThat(panels.findValuesAsText("title")).doesNotHaveDuplicates().isNotEmpty();
    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels)
        .allSatisfy(
            panel ->
                assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
                    .isLessThanOrEqualTo(24));
  }

  @Test
  void every_file_that_compose_mounts_is_there_and_no_port_is_open_to_the_world()
      throws IOException {
    Map<String, Map<String, Object>> services = services();

    for (Map<String, Object> service : services.values()) {
      assertThat(strings(service.get("ports")))
          .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
      assertThat(strings(service.get("volumes")))
          .map(volume -> volume.substring(0, volume.indexOf(':')))
          .filteredOn(source -> source.startsWith("."))
          .allSatisfy(source -> assertThat(DOCKER.resolve(source)).exists());
    }
  }

  @Test
  void every_secret_that_compose_asks_for_stands_in_the_example() throws IOException {
    Matcher asked =
        Pattern.compile("\\$\\{([A-Z_]+)")
            .matcher(Files.readString(DOCKER.resolve("compose.yaml")));
    List<String> example = Files.readAllLines(DOCKER.resolve(".env.example"));

    assertThat(asked.results().map(result -> result.group(1)).distinct())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(example).anyMatch(line -> line.startsWith(name + "=")));
  }

  @Test
  void the_image_does_not_run_as_root() throws IOException {
    List<String> lines = Files.readAllLines(DOCKER.resolve("Dockerfile"));

    assertThat(lines).contains("USER 10001").anyMatch(line -> line.startsWith("HEALTHCHECK"));
  }

  @Test
  void provisioning_and_prometheus_files_are_yaml() throws IOException {
    try (Stream<Path> files = Files.walk(DOCKER)) {
      assertThat(files.filter(file -> file.toString().matches(".*\\.ya?ml")))
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(new Yaml().<Object>load(Files.readString(file))).isNotNull());
    }
  }

  private static Set<String> metricsIn(String text) {
    Set<String> names = new TreeSet<>();
    METRIC.matcher(text).results().forEach(match -> names.add(match.group()));
    return names;
  }

  private static String scrape() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    FakeSyncs syncs = new FakeSyncs().ready("leads");
    SyncLedger ledger = new SyncLedger(database.jdbc(), new ObjectMapper(), "caramel");
    Clock clock = Clock.systemUTC();
    new SyncMeters(registry, syncs, new SyncWatch(syncs, ledger, sync -> false, clock), clock)
        .onLoaded(new SyncLoaded("leads"));
    return registry.scrape();
  }

  private static Map<String, Map<String, Object>> services() throws IOException {
    Map<String, Map<String, Map<String, Object>>> compose =
        new Yaml().load(Files.readString(DOCKER.resolve("compose.yaml")));
    return compose.get("services");
  }

  private static List<String> strings(Object list) {
    return list instanceof List<?> values
        ? values.stream().map(String::valueOf).toList()
        : List.of();
  }
}
