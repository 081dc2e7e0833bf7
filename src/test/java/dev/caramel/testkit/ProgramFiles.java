package dev.caramel.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Writes maintenance programs into the routes directory of a test, and waits until they are there.
 */
public final class ProgramFiles {
  private ProgramFiles() {}

  /** The program that is shipped under that id. */
  public static void ship(RunningCaramel caramel, String id) {
    try {
      write(caramel, id, Files.readString(Path.of("routes", path(id))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program without a schedule that sets a column of a list to a text. */
  public static void setText(
      RunningCaramel caramel, String id, String list, String column, String text) {
    write(
        caramel,
        id,
        """
        - route:
            id: %1$s
            description: A program of a test
            from:
              uri: direct:%1$s
              steps:
                - to:
                    uri: kamelet:change-field-value/%1$s-text
                    parameters:
                      list: %2$s
                      column: %3$s
                      text: %4$s
        """
            .formatted(id, list, column, text));
  }

  private static void write(RunningCaramel caramel, String id, String text) {
    caramel.writeFile(path(id), text);
    await(id + " is loaded")
        .atMost(Duration.ofSeconds(60))
        .until(() -> caramel.get("/api/programs/" + id).hasNonNull("loadedAt"));
  }

  private static String path(String id) {
    return "programs/" + id + ".camel.yaml";
  }
}
