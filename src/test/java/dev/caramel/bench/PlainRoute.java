package dev.caramel.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** Runs the route of {@code bench/plain-pull.camel.yaml} once, and says how long it took. */
public final class PlainRoute {
  private static final String LOGIN =
      "{\"grant_type\":\"password\",\"client_id\":\"sugar\",\"client_secret\":\"\","
          + "\"username\":\"caramel\",\"password\":\"sandbox\",\"platform\":\"base\"}";

  private PlainRoute() {}

  /**
   * Pulls once.
   *
   * @param arguments Sugar's address, JDBC URL, and the fields with commas between them
   * @throws Exception if the route fails
   */
  public static void main(String[] arguments) throws Exception {
    try (HikariDataSource database = new HikariDataSource();
        DefaultCamelContext camel = new DefaultCamelContext()) {
      database.setJdbcUrl(arguments[1]);
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "create table plain_member (record_id text collate \"C\" primary key, \"values\" jsonb)");
      }
      Properties properties = new Properties();
      properties.setProperty("plain.sugar", arguments[0]);
      properties.setProperty("plain.token", token(arguments[0]));
      properties.setProperty("plain.fields", arguments[2]);
      camel.getPropertiesComponent().setInitialProperties(properties);
      camel.getRegistry().bind("dataSource", database);
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              PluginHelper.getResourceLoader(camel)
                  .resolveResource("classpath:bench/plain-pull.camel.yaml"));
      camel.start();
      long begin = System.currentTimeMillis();
      camel.createProducerTemplate().sendBody("direct:plain-pull", "");
      long end = System.currentTimeMillis();
      System.out.println(Phase.line("first", begin, end, count(database)));
    }
  }

  private static String token(String sugar) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sugar + "/rest/v11_20/oauth2/token"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(LOGIN))
            .build();
    String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(answer).path("access_token").asText();
  }

  private static long count(HikariDataSource database) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from plain_member")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
