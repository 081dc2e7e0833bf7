package dev.caramel.project;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Writes docs/settings.md from the metadata that the compiler made of the settings' Javadoc. */
final class SettingsPage {
  static final Path PAGE = Path.of("docs/settings.md");
  static final String COMMAND = "./mvnw -q test -Dtest=SettingsPageTest -Dcaramel.docs.write=true";

  private static final Path METADATA =
      Path.of("target/classes/META-INF/spring-configuration-metadata.json");
  private static final Pattern MAP =
      Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(.+)>");

  private static final String HEAD =
      """
      # Settings

      <!-- Generated from the Javadoc of the settings: edit that, then run
           %s -->

      Each setting is a Spring Boot property. It may stand in `application.yaml` beside the jar, on the
      command line (`--caramel.sugar.url=...`), or in the environment under the name in capitals. Secrets
      are best kept in files: with `--spring.config.import=configtree:/run/secrets/`, the file
      `/run/secrets/caramel.sugar.password` is the value of that setting. An address, user, password or
      platform of Sugar that changes in a file is used by the next request; all else is read at the start.

      Of Spring Boot's own settings these matter here; all others work as Spring Boot describes them.

      | setting | environment | default | what it is |
      | --- | --- | --- | --- |
      | `spring.datasource.url` | `SPRING_DATASOURCE_URL` | | address of PostgreSQL: `jdbc:postgresql://host:5432/caramel` |
      | `spring.datasource.username` | `SPRING_DATASOURCE_USERNAME` | | user of the database, who owns it: Caramel makes its tables itself |
      | `spring.datasource.password` | `SPRING_DATASOURCE_PASSWORD` | | that user's password |
      | `spring.datasource.hikari.maximum-pool-size` | `SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE` | 12 | connections of one node |
      | `server.address` | `SERVER_ADDRESS` | 127.0.0.1 | address that is listened on; `0.0.0.0` for all |
      | `server.port` | `SERVER_PORT` | 8080 | port that is listened on |
      | `management.server.port` | `MANAGEMENT_SERVER_PORT` | | a port of its own for health and metrics; that of the API unless given |

      ## Caramel's own

      """
          .formatted(COMMAND);

  private SettingsPage() {}

  static String text() throws IOException {
    JsonNode properties = new ObjectMapper().readTree(METADATA.toFile()).path("properties");
    List<JsonNode> sorted =
        StreamSupport.stream(properties.spliterator(), false)
            .filter(property -> name(property).startsWith("caramel."))
            .sorted(Comparator.comparing(SettingsPage::name))
            .toList();
    return HEAD
        + "| setting | environment | type | default | what it is |\n| --- | --- | --- | --- | --- |\n"
        + sorted.stream().map(SettingsPage::rows).collect(joining());
  }

  private static String rows(JsonNode property) {
    String name = name(property);
    String type = property.path("type").asText();
    Matcher map = MAP.matcher(type);
    String description = plain(property.path("description").asText());
    if (map.matches() && !map.group(1).startsWith("java.")) {
      return parts(map.group(1))
          .map(part -> row(name + ".<name>." + part, "", "", description + ": `" + part + "`"))
          .collect(joining());
    }
    return row(name, shortType(type), property.path("defaultValue").asText(), description);
  }

  private static Stream<String> parts(String type) {
    try {
      return Arrays.stream(Class.forName(type).getRecordComponents())
          .map(RecordComponent::getName)
          .map(part -> part.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String row(String name, String type, String value, String description) {
    return "| `%s` | `%s` | %s | %s | %s |\n"
        .formatted(
            name, environment(name), type, value.isEmpty() ? "" : "`" + value + "`", description)
        .replace("|  |", "| |")
        .replace("|  |", "| |");
  }

  /** Spring Boot's rule: dots and dashes become underscores, all in capitals. */
  private static String environment(String name) {
    return name.replace("<name>", "NAME")
        .replace(".", "_")
        .replace("-", "_")
        .toUpperCase(Locale.ROOT);
  }

  private static String shortType(String type) {
    String bare = type.replaceFirst("<.*", "");
    String word = bare.substring(Math.max(bare.lastIndexOf('.'), bare.lastIndexOf('$')) + 1);
    return switch (word) {
      case "String" -> "text";
      case "Integer", "Long" -> "number";
      case "Boolean" -> "true or false";
      case "Path" -> "path";
      case "Duration" -> "duration, such as `30s`";
      default -> word.toLowerCase(Locale.ROOT);
    };
  }

  private static String plain(String javadoc) {
    return javadoc.replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`").replace("|", "\\|");
  }

  private static String name(JsonNode property) {
    return property.path("name").asText();
  }
}
