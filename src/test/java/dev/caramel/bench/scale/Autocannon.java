package dev.caramel.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The load tool autocannon (npm), at a fixed rate: a late answer also counts for the requests that
 * were to be sent while it was waited for.
 */
final class Autocannon {
  private static final int CONNECTIONS = 5;

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> command;
  private final Path folder;

  /**
   * @param command how it is called, with blanks between the words
   * @param folder for what is asked
   */
  Autocannon(String command, Path folder) {
    this.command = List.of(command.split(" "));
    this.folder = folder;
  }

  /**
   * Asks so many times a second.
   *
   * @param base address of the node
   * @param paths what is asked, over and over
   * @return autocannon's report
   */
  JsonNode run(String base, List<String> paths, Map<String, String> headers, int rate, int seconds)
      throws IOException, InterruptedException {
    Path har = folder.resolve("requests.har");
    Files.writeString(har, har(base, paths, headers));
    List<String> all = new ArrayList<>(command);
    all.addAll(
        List.of(
            "--json",
            "--no-progress",
            "--har",
            har.toString(),
            "-R",
            String.valueOf(rate),
            "-c",
            String.valueOf(CONNECTIONS),
            "-d",
            String.valueOf(seconds),
            base));
    Process process =
        new ProcessBuilder(all).redirectError(folder.resolve("autocannon.log").toFile()).start();
    String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || report.isBlank()) {
      throw new IOException("autocannon failed: see " + folder.resolve("autocannon.log"));
    }
    return json.readTree(report);
  }

  private String har(String base, List<String> paths, Map<String, String> headers) {
    ObjectNode har = json.createObjectNode();
    ArrayNode entries = har.putObject("log").putArray("entries");
    for (String path : paths) {
      ObjectNode request = entries.addObject().putObject("request");
      request.put("method", "GET").put("url", base + path);
      ArrayNode sent = request.putArray("headers");
      headers.forEach((name, value) -> sent.addObject().put("name", name).put("value", value));
    }
    return har.toString();
  }
}
