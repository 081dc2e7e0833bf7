package dev.caramel.packages;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caramel.testkit.RunningCaramel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * An account in Caramel as its owner sets it up over the API.
 *
 * @param key the key that was generated for Sugar
 */
record MarketingAccount(RunningCaramel caramel, String id, String key) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A new account, which nobody may call yet; of a team unless that is null. */
  static MarketingAccount of(RunningCaramel caramel, String id, String team) {
    caramel.post(
        "/api/accounts",
        JSON.createObjectNode().put("id", id).put("name", id).put("team", team).toString());
    String key = caramel.post("/api/accounts/" + id + "/keys", null).path("key").asText();
    return new MarketingAccount(caramel, id, key);
  }

  /** Lets an address in. */
  MarketingAccount authorize(String address) {
    caramel.post(
        "/api/accounts/" + id + "/authorized-ips",
        JSON.createObjectNode().put("address", address).toString());
    return this;
  }

  /** Something that somebody did so many minutes ago. */
  MarketingAccount did(String email, String type, String asset, String url, int minutesAgo) {
    ArrayNode activities = JSON.createArrayNode();
    activities
        .addObject()
        .put("id", UUID.randomUUID().toString())
        .put("email", email)
        .put("type", type)
        .put("asset", asset)
        .put("url", url)
        .put("at", Instant.now().minus(minutesAgo, ChronoUnit.MINUTES).toString());
    String answer =
        caramel
            .send("POST", "/api/accounts/" + id + "/activities", activities.toString(), Map.of())
            .body();
    if (!answer.contains("\"accepted\":1")) {
      throw new AssertionError(answer);
    }
    return this;
  }

  /** Somebody on a list that feeds hot prospects, with or without the id of a lead in Sugar. */
  MarketingAccount prospect(String email, String lead) {
    String list = id + "-prospects";
    caramel
        .jdbc()
        .sql(
            """
            insert into list (id, account_id, name, module, connection)
            values (?, ?, ?, 'Leads', 'default') on conflict do nothing
            """)
        .params(list, id, list)
        .update();
    caramel
        .jdbc()
        .sql(
            """
            insert into member (list_id, record_id, email, "values")
            values (?, ?, ?, jsonb_build_object('email', ?))
            """)
        .params(list, lead, email, email)
        .update();
    caramel.send(
        "PUT",
        "/api/accounts/" + id + "/sales-prospects",
        "{\"lists\":[\"" + list + "\"]}",
        Map.of());
    return this;
  }
}
