package dev.caramel.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A list of a running Caramel, as a test speaks of it. */
record GivenList(RunningCaramel caramel, String id) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Address of the list in the API. */
  String path() {
    return "/api/lists/" + id;
  }

  /** Lets the list have columns of those names, fields and types, without any sync. */
  GivenList withColumns(String... columns) {
    caramel
        .jdbc()
        .sql(
            "insert into list (id, account_id, name, module, connection) values (?, 'default', ?, 'Leads', 'default')")
        .params(id, id)
        .update();
    for (int i = 0; i < columns.length; i += 3) {
      caramel
          .jdbc()
          .sql(
              "insert into list_column (list_id, position, name, field, type) values (?, ?, ?, ?, ?)")
          .params(id, i, columns[i], columns[i + 1], columns[i + 2])
          .update();
    }
    return this;
  }

  /** A member with values as JSON by field. */
  long member(String email, String values) {
    return caramel
        .jdbc()
        .sql(
            "insert into member (list_id, email, \"values\") values (?, ?, cast(? as jsonb)) returning id")
        .params(id, email, values)
        .query(Long.class)
        .single();
  }

  /** Posts members as JSON. */
  JsonNode post(String body) {
    return json(caramel.send("POST", path() + "/members", body, Map.of()));
  }

  /** Posts members as CSV. */
  JsonNode csv(String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(caramel.url() + path() + "/members"))
              .header("Authorization", "Bearer " + RunningCaramel.KEY)
              .header("Content-Type", "text/csv")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return json(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The one member with an address. */
  JsonNode member(String email) {
    JsonNode members = caramel.get(path() + "/members?email=" + email).path("members");
    if (members.size() != 1) {
      throw new AssertionError(email + " has " + members);
    }
    return members.get(0);
  }

  /** Address and score of each member, by id. */
  List<String> scores() {
    List<String> all = new ArrayList<>();
    for (JsonNode member : caramel.members(id)) {
      all.add(member.path("email").asText() + "=" + member.at("/columns/Score").asText());
    }
    return all;
  }

  /** Sets a segment. */
  HttpResponse<String> segment(String name, String body) {
    return caramel.send("PUT", path() + "/segments/" + name, body, Map.of());
  }

  /** Addresses of whom a segment holds. */
  List<String> within(String segment) {
    List<String> emails = new ArrayList<>();
    for (JsonNode member :
        caramel.get(path() + "/segments/" + segment + "/members").path("members")) {
      emails.add(member.path("email").asText());
    }
    return emails;
  }

  /** JSON of an answer. */
  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }
}
