package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.SugarRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Reads what Sugar holds now of the records that are to be written, where a rule asks for it. */
@Component("currentRecords")
public class CurrentRecords {
  /** A Sugar that serves smaller pages is asked again for the rest. */
  private static final int AT_ONCE = 500;

  private final ObjectMapper json;

  CurrentRecords(ObjectMapper json) {
    this.json = json;
  }

  /** Begins with the records of the chosen members. */
  public void begin(Exchange exchange) {
    Push push = Push.of(exchange);
    push.toRead = push.chosen.stream().map(DueMember::record).toList();
  }

  /** The request for the next of them. */
  public SugarRequest<JsonNode> next(Exchange exchange) {
    Push push = Push.of(exchange);
    push.run.goOn();
    push.asked = push.toRead.subList(0, Math.min(AT_ONCE, push.toRead.size()));
    List<String> fields = new ArrayList<>(push.fields.stream().map(PushField::name).toList());
    if (push.confinedTo != null && !fields.contains(TeamConfines.FIELD)) {
      fields.add(TeamConfines.FIELD);
    }
    return request(push, push.asked, fields);
  }

  SugarRequest<JsonNode> request(Push push, List<String> ids, Collection<String> fields) {
    ObjectNode body = json.createObjectNode();
    ArrayNode named = body.putArray("filter").addObject().putObject("id").putArray("$in");
    ids.forEach(named::add);
    body.put("fields", "id,date_modified,email," + String.join(",", fields));
    body.put("max_num", ids.size());
    body.put("order_by", "id:ASC");
    return SugarRequest.read(
        push.connection,
        push.sync().module() + "/filter",
        body.toString(),
        "reading " + push.sync().module() + " before writing",
        json::readTree);
  }

  /**
   * Keeps what came. Who does not come is gone, or not to be seen; but a Sugar may cap its pages
   * below what was asked for (reference 4.2), and then those are asked for again.
   */
  public void take(Exchange exchange) {
    Push push = Push.of(exchange);
    JsonNode page = exchange.getMessage().getBody(JsonNode.class);
    Set<String> done = new HashSet<>(push.asked);
    if (page.path("next_offset").asInt(-1) >= 0 && !page.path("records").isEmpty()) {
      done.clear();
    }
    for (JsonNode record : page.path("records")) {
      if (TeamConfines.allow(push, record)) {
        push.current.put(record.path("id").asText(), record);
      }
      done.add(record.path("id").asText());
    }
    push.toRead = push.toRead.stream().filter(id -> !done.contains(id)).toList();
  }
}
