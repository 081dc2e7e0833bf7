package dev.caramel.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the files of the project. */
class SourceTreeTest {

  @Test
  void no_class_outgrows_one_reader() {
    assertThat(files("src", ".java"))
        .allSatisfy(file -> assertThat(lines(file)).as(file.toString()).hasSizeLessThan(351));
  }

  @Test
  void what_is_shipped_never_speaks_of_the_sandbox() {
    assertThat(Stream.of("src/main", "routes").flatMap(tree -> files(tree, "").stream()))
        .allSatisfy(
            file ->
                assertThat(lines(file))
                    .as(file.toString())
                    .noneMatch(line -> line.contains("caramel.sandbox")));
  }

  private static List<Path> files(String tree, String suffix) {
    if (!Files.isDirectory(Path.of(tree))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(Path.of(tree))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(suffix))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
