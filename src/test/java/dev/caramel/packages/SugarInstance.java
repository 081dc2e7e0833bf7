package dev.caramel.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Sugar to install packages in: a folder with the stand-in of src/test/php, its Module Loader,
 * and PHP's own web server over it. It is no Sugar: it does what is documented of Sugar.
 */
final class SugarInstance implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  /** The id, and so the token, of the administrator. */
  static final String ADMIN = "admin";

  /** Saved settings are read at once, and whatever PHP finds wrong is a complaint. */
  private static final List<String> PHP =
      List.of("php", "-d", "opcache.enable=0", "-d", "error_reporting=-1");

  private static final Pattern ADDRESS = Pattern.compile("\\((http://[0-9.:]+)\\) started");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String release;
  private Path folder;
  private Process server;
  private String url;

  private SugarInstance(String release) {
    this.release = release;
  }

  /** One of that release, started by JUnit. */
  static SugarInstance ofRelease(String release) {
    return new SugarInstance(release);
  }

  /** One of that release that is there at once, without a web server. */
  static SugarInstance folderOf(String release) {
    SugarInstance sugar = new SugarInstance(release);
    sugar.makeFolder();
    return sugar;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    makeFolder();
    startServer();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  private void makeFolder() {
    try {
      folder = Files.createTempDirectory("sugar");
      Path standIn = Path.of("src/test/php/sugar");
      try (Stream<Path> files = Files.walk(standIn)) {
        for (Path file : files.toList()) {
          Path to = folder.resolve(standIn.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(to);
          } else {
            Files.copy(file, to);
          }
        }
      }
      Path data = folder.resolve("sugar.json");
      Files.copy(Path.of("src/test/php/sugar.json"), data);
      change(
          all -> {
            all.put("release", release);
            all.put("browser_folder", Path.of("src/test/browser").toAbsolutePath().toString());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startServer() throws IOException {
    Path log = folder.resolve("server.log");
    ProcessBuilder php = new ProcessBuilder(command("-S", "127.0.0.1:0", "index.php"));
    php.environment().put("PHP_CLI_SERVER_WORKERS", "4");
    server =
        php.directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    await("PHP serves")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ADDRESS.matcher(Files.readString(log)).find());
    Matcher address = ADDRESS.matcher(Files.readString(log));
    if (address.find()) {
      url = address.group(1);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      // The workers do not end with the process that started them.
      server.descendants().forEach(ProcessHandle::destroy);
      server.destroy();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where this Sugar is served. */
  String url() {
    return url;
  }

  /** What PHP complained of, without the lines of requests. */
  List<String> complaints() {
    if (server == null) {
      return List.of();
    }
    try {
      return Files.readAllLines(folder.resolve("server.log")).stream()
          .filter(line -> line.contains("PHP ") && !line.contains("Development Server"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Module Loader

  /** Installs a package as an administrator does, and tells what the Module Loader says. */
  String install(SugarZip zip) {
    try {
      Path file = Files.createTempFile(folder, "uploaded", ".zip");
      Files.write(file, zip.bytes());
      String said = moduleLoader("install", file.toString());
      Files.delete(file);
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uninstalls a package by its id; the tables stay or go as the administrator answers. */
  String uninstall(String id, boolean removeTables) {
    return moduleLoader("uninstall", id, removeTables ? "remove" : "keep");
  }

  private String moduleLoader(String... arguments) {
    try {
      List<String> script = command("-d", "display_errors=1", "module_loader.php");
      Process loader =
          new ProcessBuilder(Stream.concat(script.stream(), Stream.of(arguments)).toList())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      return new String(loader.getInputStream().readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(String... arguments) {
    return Stream.concat(PHP.stream(), Stream.of(arguments)).toList();
  }

  /** The files of the instance that are not the stand-in's own, by their paths. */
  Map<String, String> customFiles() {
    Map<String, String> files = new TreeMap<>();
    for (String part : List.of("custom", "upload")) {
      if (Files.exists(folder.resolve(part))) {
        try (Stream<Path> found = Files.walk(folder.resolve(part))) {
          for (Path file : found.filter(Files::isRegularFile).toList()) {
            files.put(
                folder.relativize(file).toString(), new String(Files.readAllBytes(file), UTF_8));
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return files;
  }

  /** Puts a file there, as another package or an administrator might have. */
  void put(String path, String text) {
    try {
      Files.createDirectories(folder.resolve(path).getParent());
      Files.writeString(folder.resolve(path), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Data

  /** What this Sugar holds. */
  ObjectNode data() {
    try {
      return (ObjectNode) JSON.readTree(folder.resolve("sugar.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes what this Sugar holds; by rename, so that no request reads half of it. */
  void change(Consumer<ObjectNode> change) {
    try {
      ObjectNode all = data();
      change.accept(all);
      Path draft = folder.resolve("sugar.json.draft");
      JSON.writeValue(draft.toFile(), all);
      Files.move(
          draft,
          folder.resolve("sugar.json"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a record of a module, or replaces it. */
  void record(String module, Map<String, Object> fields) {
    change(
        all -> {
          var rows = all.withObject("/records").withArray(module);
          for (int i = rows.size() - 1; i >= 0; i--) {
            if (rows.get(i).path("id").asText().equals(fields.get("id"))) {
              rows.remove(i);
            }
          }
          rows.add(JSON.<JsonNode>valueToTree(fields));
        });
  }

  // HTTP

  /** What a user reads at a path; the user's id serves as token. */
  HttpResponse<String> send(String user, String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).header("OAuth-Token", user));
  }

  /** The JSON that a user reads at a path. */
  JsonNode get(String user, String path) {
    return json(send(user, path));
  }

  /** The JSON of a page of the administration that is sent. */
  JsonNode post(String path, Map<String, String> form) {
    return json(
        send(
            HttpRequest.newBuilder(URI.create(url + path))
                .header("OAuth-Token", ADMIN)
                .POST(HttpRequest.BodyPublishers.ofString(JSON.valueToTree(form).toString()))));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("no JSON (" + response.statusCode() + "): " + response.body(), e);
    }
  }
}
