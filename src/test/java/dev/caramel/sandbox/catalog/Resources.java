package dev.caramel.sandbox.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the sandbox's data files from the class path. */
public final class Resources {

  private Resources() {}

  /**
   * Reads a JSON file.
   *
   * @param path the path under {@code /sandbox/}
   * @return its tree
   * @throws IllegalArgumentException if there is no such file
   * @throws UncheckedIOException if it cannot be read or is no JSON
   */
  public static JsonNode json(String path) {
    try (InputStream in = Resources.class.getResourceAsStream("/sandbox/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("No data file sandbox/" + path);
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the data file sandbox/" + path, e);
    }
  }
}
