package dev.caramel.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that the demo prints, as somebody pastes them. */
final class WelcomeCommands {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> commands;

  WelcomeCommands(String text) {
    this.commands =
        text.lines().map(String::strip).filter(line -> line.startsWith("curl ")).toList();
  }

  List<String> all() {
    return commands;
  }

  /** Does the first command that names all of these, and gives the answer. */
  String run(String... named) throws IOException, InterruptedException {
    return send(
        commands.stream()
            .filter(command -> List.of(named).stream().allMatch(command::contains))
            .findFirst()
            .orElseThrow());
  }

  /** Does one command as curl does; fails where the answer is no success. */
  String send(String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (Matcher matcher = WORD.matcher(command); matcher.find(); ) {
      words.add(
          matcher.group(1) != null
              ? matcher.group(1)
              : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
    }
    String method = "GET";
    String body = null;
    String url = "";
    List<String> headers = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-s" -> {}
        case "-X" -> method = words.get(++i);
        case "-d" -> body = words.get(++i);
        case "-H" -> headers.addAll(List.of(words.get(++i).split(": ", 2)));
        default -> url = words.get(i);
      }
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new AssertionError(
          command + " was answered with " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }
}
