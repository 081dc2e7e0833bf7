package dev.caramel.sugar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts the members of target lists, many questions in one request (reference 5.6, 6.1). */
@Component
class TargetListCounts {
  private static final int OK = 200;
  private static final int QUESTIONS_AT_ONCE = 50;
  private static final Map<String, String> MODULE_BY_LINK = links();

  private final Sugar sugar;
  private final ObjectMapper json;

  TargetListCounts(Sugar sugar, ObjectMapper json) {
    this.sugar = sugar;
    this.json = json;
  }

  /** Members by module of each of these lists; a module that cannot be counted is left out. */
  Map<String, Map<String, Long>> of(String connection, List<String> lists) {
    List<Question> questions = new ArrayList<>();
    for (String list : lists) {
      MODULE_BY_LINK.forEach((link, module) -> questions.add(new Question(list, link, module)));
    }
    Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    for (int from = 0; from < questions.size(); from += QUESTIONS_AT_ONCE) {
      List<Question> some =
          questions.subList(from, Math.min(from + QUESTIONS_AT_ONCE, questions.size()));
      JsonNode answers = ask(connection, some);
      for (int i = 0; i < some.size(); i++) {
        JsonNode answer = answers.path(i);
        if (answer.path("status").asInt(OK) == OK && answer.path("contents").has("record_count")) {
          counts
              .computeIfAbsent(some.get(i).list(), list -> new LinkedHashMap<>())
              .put(some.get(i).module(), answer.path("contents").path("record_count").asLong());
        }
      }
    }
    return counts;
  }

  private JsonNode ask(String connection, List<Question> questions) {
    String version = sugar.apiVersion(connection);
    ObjectNode bulk = json.createObjectNode();
    ArrayNode requests = bulk.putArray("requests");
    for (Question question : questions) {
      requests
          .addObject()
          .put(
              "url",
              "/%s/ProspectLists/%s/link/%s/count"
                  .formatted(version, question.list(), question.link()))
          .put("method", "GET");
    }
    return sugar.call(
        SugarRequest.read(
            connection, "bulk", bulk.toString(), "counting members of target lists", this::array));
  }

  private JsonNode array(InputStream body) throws IOException {
    JsonNode answers = json.readTree(body);
    if (!answers.isArray()) {
      throw new IOException("the answer is no array");
    }
    return answers;
  }

  private static Map<String, String> links() {
    Map<String, String> links = new LinkedHashMap<>();
    links.put("leads", "Leads");
    links.put("contacts", "Contacts");
    links.put("prospects", "Prospects");
    links.put("accounts", "Accounts");
    links.put("users", "Users");
    return links;
  }

  private record Question(String list, String link, String module) {}
}
