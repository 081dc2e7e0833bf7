package dev.caramel.sugar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What tests of single calls share: a Sugar that answers as it is told, and a node that asks it.
 */
abstract class ScriptedSugarTest {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String OK = "{\"records\":[],\"next_offset\":-1}";
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  ScriptedSugar scripted;
  SugarNode node;

  @BeforeEach
  void start() {
    DATABASE.jdbc().sql("delete from sugar_session").update();
    scripted = new ScriptedSugar();
    node = SugarNode.start(DATABASE.url(), scripted.url());
  }

  @AfterEach
  void stop() {
    node.close();
    scripted.close();
  }

  void refuseToRenew() {
    scripted
        .login(scripted.tokens())
        .login(ScriptedSugar.json(401, error("need_login", "")))
        .login(ScriptedSugar.json(401, error("need_login", "")));
  }

  static SugarRequest<JsonNode> leads() {
    return SugarRequest.get("default", "Leads", Map.of(), "reading Leads", JSON::readTree);
  }

  void read() {
    node.sugar().call(leads());
  }

  void create() {
    create(node);
  }

  static void create(SugarNode node) {
    node.sugar()
        .call(
            new SugarRequest<>(
                "default",
                "POST",
                "Leads",
                Map.of(),
                "{}",
                false,
                "creating a record in Leads",
                JSON::readTree));
  }

  static String error(String label, String message) {
    return "{\"error\":\"%s\",\"error_message\":\"%s\"}".formatted(label, message);
  }
}
