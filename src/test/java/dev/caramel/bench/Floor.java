package dev.caramel.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The least that could do the work of a first pull: one loop with the next page already asked for,
 * {@code COPY} into a staging table, one unconditional merge, one transaction a page. It has no
 * rules, no retries, no ledger. Its first walk goes into an empty table, its second over what is
 * there.
 */
public final class Floor {
  private static final int PAGE = 1000;
  private static final JsonFactory JSON = new JsonFactory();

  private static final String MERGE =
      """
      insert into floor_member (record_id, email, modified, "values")
      select record_id, email, modified::timestamptz, "values"::jsonb from staging
      on conflict (record_id) do update
        set email = excluded.email, modified = excluded.modified, "values" = excluded."values"
      """;

  private final String sugar;
  private final Set<String> fields;
  private final HttpClient http = HttpClient.newHttpClient();
  private String token = "";

  private Floor(String sugar, Set<String> fields) {
    this.sugar = sugar;
    this.fields = fields;
  }

  /** One page on its way into the database. */
  private record Rows(String copy, int count, @Nullable String lastId, boolean more) {}

  /**
   * Walks and prints a line for each walk.
   *
   * @param arguments Sugar's address, JDBC URL, the fields with commas between them, and the number
   *     of walks
   * @throws Exception if a request or a statement fails
   */
  public static void main(String[] arguments) throws Exception {
    Floor floor = new Floor(arguments[0], Set.copyOf(List.of(arguments[2].split(","))));
    floor.login();
    try (Connection connection = DriverManager.getConnection(arguments[1])) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "create table floor_member (record_id text collate \"C\" primary key, email text,"
                + " modified timestamptz, \"values\" jsonb)");
        statement.execute(
            "create temporary table staging (record_id text, email text, modified text,"
                + " \"values\" text)");
      }
      connection.commit();
      for (String phase : List.of("first", "again").subList(0, Integer.parseInt(arguments[3]))) {
        long begin = System.currentTimeMillis();
        long records = floor.walk(connection, arguments[2]);
        System.out.println(Phase.line(phase, begin, System.currentTimeMillis(), records));
      }
    }
  }

  private void login() throws IOException, InterruptedException {
    String body =
        "{\"grant_type\":\"password\",\"client_id\":\"sugar\",\"client_secret\":\"\","
            + "\"username\":\"caramel\",\"password\":\"sandbox\",\"platform\":\"base\"}";
    HttpResponse<String> answer =
        http.send(request("oauth2/token", body).build(), BodyHandlers.ofString());
    token = new ObjectMapper().readTree(answer.body()).path("access_token").asText();
  }

  private HttpRequest.Builder request(String path, String body) {
    return HttpRequest.newBuilder(URI.create(sugar + "/rest/v11_20/" + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private CompletableFuture<HttpResponse<InputStream>> ask(String asked, @Nullable String after) {
    String filter = after == null ? "[]" : "[{\"id\":{\"$gt\":\"" + after + "\"}}]";
    String body =
        "{\"filter\":%s,\"fields\":\"%s\",\"order_by\":\"id:ASC\",\"max_num\":%d,\"offset\":0}"
            .formatted(filter, asked, PAGE);
    return http.sendAsync(
        request("Leads/filter", body).header("OAuth-Token", token).build(),
        BodyHandlers.ofInputStream());
  }

  private long walk(Connection connection, String asked) throws IOException, SQLException {
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    CompletableFuture<HttpResponse<InputStream>> next = ask(asked, null);
    long records = 0;
    while (next != null) {
      Rows page = read(next.join().body());
      next = page.more() ? ask(asked, page.lastId()) : null;
      try (Statement statement = connection.createStatement()) {
        copy.copyIn("copy staging from stdin", new StringReader(page.copy()));
        statement.executeUpdate(MERGE);
        statement.execute("truncate staging");
      }
      connection.commit();
      records += page.count();
    }
    return records;
  }

  private Rows read(InputStream body) throws IOException {
    StringBuilder rows = new StringBuilder(1 << 20);
    String lastId = null;
    int count = 0;
    boolean more = false;
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("next_offset")) {
          more = parser.getIntValue() >= 0;
        } else if (name.equals("records")) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            lastId = record(parser, rows);
            count++;
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return new Rows(rows.toString(), count, lastId, more);
  }

  private String record(JsonParser parser, StringBuilder rows) throws IOException {
    String id = "";
    String modified = null;
    String email = null;
    StringWriter values = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(values)) {
      json.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("id")) {
          id = parser.getText();
        } else if (name.equals("date_modified")) {
          modified = parser.getText();
        } else if (name.equals("email")) {
          email = primary(parser);
          if (email != null) {
            json.writeStringField("email", email);
          }
        } else if (fields.contains(name) && value.isScalarValue()) {
          boolean empty = value == JsonToken.VALUE_NULL || parser.getTextLength() == 0;
          if (!empty) {
            json.writeFieldName(name);
            json.copyCurrentEvent(parser);
          }
        } else {
          parser.skipChildren();
        }
      }
      json.writeEndObject();
    }
    cell(rows, id).append('\t');
    cell(rows, email).append('\t');
    cell(rows, modified).append('\t');
    cell(rows, values.toString()).append('\n');
    return id;
  }

  private static @Nullable String primary(JsonParser parser) throws IOException {
    String primary = null;
    String address = null;
    boolean first = false;
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        depth++;
        first = false;
      } else if (token == JsonToken.END_OBJECT) {
        depth--;
        primary = first ? address : primary;
      } else if (token == JsonToken.END_ARRAY) {
        depth--;
      } else if (token == JsonToken.FIELD_NAME && parser.currentName().equals("email_address")) {
        parser.nextToken();
        address = parser.getText();
      } else if (token == JsonToken.FIELD_NAME && parser.currentName().equals("primary_address")) {
        first = parser.nextToken() == JsonToken.VALUE_TRUE || parser.getText().equals("1");
      }
    }
    return primary;
  }

  /** The text format of COPY. */
  private static StringBuilder cell(StringBuilder rows, @Nullable String text) {
    if (text == null) {
      return rows.append("\\N");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        default -> rows.append(c);
      }
    }
    return rows;
  }
}
