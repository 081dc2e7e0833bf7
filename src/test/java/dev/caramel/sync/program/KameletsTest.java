package dev.caramel.sync.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kamelet says of itself before its steps. */
class KameletsTest {
  private static final Path FOLDER = Path.of("routes/kamelets");

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".kamelet.yaml", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void each_parameter_is_described_and_used_and_known_where_programs_are_judged(String name)
      throws IOException {
    String text = Files.readString(FOLDER.resolve(name + ".kamelet.yaml"));
    JsonNode kamelet = new YAMLMapper().readTree(text);
    JsonNode definition = kamelet.at("/spec/definition");

    assertThat(kamelet.at("/metadata/name").asText()).isEqualTo(name);
    assertThat(text.lines().count()).isLessThanOrEqualTo(120);
    assertThat(definition.path("title").asText()).isNotBlank();
    assertThat(definition.path("description").asText()).isNotBlank();
    List<String> parameters = new ArrayList<>();
    definition
        .path("properties")
        .fields()
        .forEachRemaining(
            parameter -> {
              parameters.add(parameter.getKey());
              assertThat(parameter.getValue().path("title").asText())
                  .matches("[A-Z].*")
                  .doesNotMatch("(A|An|The) .*");
              assertThat(parameter.getValue().path("description").asText()).isNotBlank();
              assertThat(parameter.getValue().path("type").asText()).isNotBlank();
              assertThat(text).contains("{{" + parameter.getKey() + "}}");
              boolean required =
                  definition.path("required").toString().contains('"' + parameter.getKey() + '"');
              assertThat(parameter.getValue().has("default")).isNotEqualTo(required);
            });
    assertThat(parameters).containsExactlyElementsOf(StepReader.PARAMETERS.get(name));
  }
}
