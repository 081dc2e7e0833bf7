package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sugar.value.SugarTimes;
import dev.caramel.sugar.value.ValueKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes a batch of records and judges each answer alone: Sugar accepts almost any write, so that
 * only the record that comes back tells what it kept (reference 5.4).
 */
@Component("recordWrites")
public class RecordWrites {
  private final Sugar sugar;
  private final ObjectMapper json;
  private final PushLedger ledger;

  RecordWrites(Sugar sugar, ObjectMapper json, PushLedger ledger) {
    this.sugar = sugar;
    this.json = json;
    this.ledger = ledger;
  }

  /**
   * One answer of many.
   *
   * @param write what was sent
   * @param answer status and contents
   */
  record Answer(PushWrite write, JsonNode answer) {}

  /** Deals a round of batches out to lanes: those of one lane are sent one after another. */
  public List<List<PushBatch>> beginRound(Exchange exchange) {
    PushRound round = new PushRound(exchange.getMessage().getBody(List.class), System.nanoTime());
    exchange.setProperty(PushRound.PROPERTY, round);
    return round.lanes(Push.of(exchange).pace.lanes());
  }

  /** Learns from the round that ended how Sugar serves several requests at a time. */
  public void endRound(Exchange exchange) {
    PushRound round = exchange.getProperty(PushRound.PROPERTY, PushRound.class);
    Push.of(exchange)
        .pace
        .took(round.writes(), round.batches().size(), System.nanoTime() - round.began());
  }

  /** The request that writes the batch in the body. Writing the same twice does no harm. */
  public SugarRequest<JsonNode> request(Exchange exchange) {
    Push push = Push.of(exchange);
    push.run.goOn();
    PushBatch batch = exchange.getMessage().getBody(PushBatch.class);
    exchange.setProperty(PushBatch.PROPERTY, batch);
    String module = push.sync().module();
    BulkRequest bulk = new BulkRequest(json, sugar.apiVersion(push.connection));
    for (PushWrite write : batch.writes) {
      bulk.add(
          "PUT",
          module + "/" + BulkRequest.part(write.member().record()),
          data(push, write),
          write.timestamp());
    }
    return bulk.request(push.connection, true, "writing " + module, push.updatedNames());
  }

  private ObjectNode data(Push push, PushWrite write) {
    ObjectNode data = json.createObjectNode();
    for (Map.Entry<String, @Nullable Object> entry : write.values().entrySet()) {
      PushField field = push.field(entry.getKey());
      Object value = entry.getValue();
      data.set(
          field.name(),
          field.kind() == ValueKind.EMAIL && value != null && write.read() != null
              ? WireValues.replaced(write.read().path("email"), value.toString())
              : WireValues.write(field.kind(), value));
    }
    return data;
  }

  /** Sugar's answers, each beside what it answers. */
  public List<Answer> answers(Exchange exchange) {
    PushBatch batch = PushBatch.of(exchange);
    JsonNode answers = exchange.getMessage().getBody(JsonNode.class);
    List<Answer> each = new ArrayList<>();
    for (int i = 0; i < batch.writes.size(); i++) {
      each.add(new Answer(batch.writes.get(i), answers.path(i)));
    }
    return each;
  }

  /**
   * Compares the record that came back with what was sent.
   *
   * @throws dev.caramel.sugar.SugarException if Sugar did not write it
   */
  public void judge(Exchange exchange) {
    Push push = Push.of(exchange);
    PushVerdict verdict = PushBatch.of(exchange).verdict;
    Answer one = exchange.getMessage().getBody(Answer.class);
    PushWrite write = one.write();
    long member = write.member().id();
    JsonNode record =
        BulkAnswers.contents(one.answer(), "writing a record of " + push.sync().module());
    for (Map.Entry<String, @Nullable Object> entry : write.values().entrySet()) {
      compare(verdict, write, push.field(entry.getKey()), record);
    }
    Instant modified = SugarTimes.read(record.path("date_modified").asText(""));
    if (modified != null) {
      verdict.modified.put(member, modified);
    }
  }

  private static void compare(
      PushVerdict verdict, PushWrite write, PushField field, JsonNode record) {
    long member = write.member().id();
    Object sent = write.values().get(field.name());
    Object kept = field.of(record);
    if (field.kind().same(sent, kept)) {
      verdict.agree(member, field.name(), sent);
      verdict.settle(member, field.name());
      verdict.pushed.add(member);
    } else if (kept == SourceRecord.MISSING) {
      verdict.reject(
          write.member(),
          field,
          sent,
          "Sugar took %s for the field %s without an error, and dropped it: its answer has no such field"
              .formatted(ValueCheck.quoted(sent), field.name()));
    } else {
      verdict.agree(member, field.name(), kept);
      verdict.reject(
          write.member(),
          field,
          sent,
          "Sugar kept %s in the field %s, not %s that was sent"
              .formatted(ValueCheck.quoted(kept), field.name(), ValueCheck.quoted(sent)));
    }
  }

  /** Keeps what became of the batch. */
  public void keep(Exchange exchange) {
    PushBatch batch = PushBatch.of(exchange);
    ledger.keep(Push.of(exchange), batch.verdict);
    if (batch.notAllowed == batch.writes.size()) {
      throw new PushFailed(batch.lastDenial);
    }
  }
}
