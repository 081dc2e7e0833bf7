package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.http.Answer;
import dev.caramel.sandbox.http.Call;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.RawRequest;
import dev.caramel.sandbox.http.Router;
import dev.caramel.sandbox.http.SugarError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Several requests in one (reference 5.6): one after another, each with its own status, no
 * transaction around them.
 */
public final class BulkEndpoint {

  private final Instance instance;
  private final Function<RawRequest, Answer> dispatch;

  /**
   * Makes the endpoint.
   *
   * @param instance the Sugar that is played
   * @param dispatch what answers the parts
   */
  public BulkEndpoint(Instance instance, Function<RawRequest, Answer> dispatch) {
    this.instance = instance;
    this.dispatch = dispatch;
  }

  /**
   * Adds the route.
   *
   * @param router where to
   */
  public void addTo(Router router) {
    router.on("POST /bulk", this::bulk);
  }

  private Answer bulk(Call call) {
    JsonNode requests = call.fields().path("requests");
    if (!requests.isArray()) {
      throw new SugarError("missing_parameter");
    }
    List<Answer> answers = new ArrayList<>();
    for (JsonNode request : requests) {
      answers.add(dispatch.apply(part(call, request)));
    }
    boolean empty = instance.on(Switch.BULK_HEADERS_AS_ARRAY);
    return Answer.json(
            out -> {
              out.writeStartArray();
              for (Answer answer : answers) {
                out.writeStartObject();
                out.writeFieldName("contents");
                writeContents(out, answer);
                out.writeFieldName("headers");
                out.writeRawValue(empty ? "[]" : "{\"Content-Type\":\"" + answer.type() + "\"}");
                out.writeNumberField("status", answer.status());
                out.writeEndObject();
              }
              out.writeEndArray();
            })
        .carrying(answers.stream().mapToInt(Answer::records).sum());
  }

  private static void writeContents(JsonGenerator out, Answer answer) throws IOException {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.type().equals(Answer.JSON) && !text.isEmpty()) {
      out.writeRawValue(text);
    } else {
      out.writeString(text);
    }
  }

  private static RawRequest part(Call call, JsonNode request) {
    String url = request.path("url").asText();
    int question = url.indexOf('?');
    String path = question < 0 ? url : url.substring(0, question);
    Map<String, String> headers = new HashMap<>(call.headers());
    headers.remove("x-timestamp");
    request
        .path("headers")
        .forEach(
            header -> {
              String[] parts = header.asText().split(":", 2);
              if (parts.length == 2) {
                headers.put(parts[0].trim().toLowerCase(Locale.ROOT), parts[1].trim());
              }
            });
    JsonNode data = request.path("data");
    String body = data.isTextual() ? data.asText() : data.isMissingNode() ? "" : data.toString();
    return new RawRequest(
        request.path("method").asText("GET").toUpperCase(Locale.ROOT),
        path.startsWith("/") ? path : '/' + path,
        question < 0 ? null : url.substring(question + 1),
        headers,
        body.equals("null") ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
  }
}
