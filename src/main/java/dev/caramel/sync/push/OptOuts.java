package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.SugarRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings opt-outs and invalid marks of addresses to Sugar. They belong to the address (reference
 * 4.7): its row in {@code EmailAddresses} is written, and where Sugar does not serve that module to
 * our user, the whole array of a record that has the address, as it was just read.
 */
@Component("optOuts")
public class OptOuts {
  private static final int TRIES = 3;

  private final Sugar sugar;
  private final ObjectMapper json;
  private final PushSettings settings;
  private final DueAddresses addresses;
  private final PushRefusals refusals;
  private final PushLedger ledger;
  private final TransactionTemplate transaction;

  OptOuts(
      Sugar sugar,
      ObjectMapper json,
      PushSettings settings,
      DueAddresses addresses,
      PushRefusals refusals,
      PushLedger ledger,
      TransactionTemplate transaction) {
    this.sugar = sugar;
    this.json = json;
    this.settings = settings;
    this.addresses = addresses;
    this.refusals = refusals;
    this.ledger = ledger;
    this.transaction = transaction;
  }

  /** Takes the next addresses, or those that must be read again. */
  public void choose(Exchange exchange) {
    Push push = Push.of(exchange);
    push.run.goOn();
    if (push.addressesAgain.isEmpty()) {
      push.addresses = addresses.next(push, push.afterDueAddress, settings.lookupSize());
      push.moreAddresses = !push.addresses.isEmpty();
      if (push.moreAddresses) {
        push.afterDueAddress = push.addresses.get(push.addresses.size() - 1).key();
      }
      leaveRefused(push);
    } else {
      push.addresses = List.copyOf(push.addressesAgain);
      push.addressesAgain.clear();
    }
  }

  private void leaveRefused(Push push) {
    List<Long> members = new ArrayList<>();
    push.addresses.forEach(one -> members.add(one.member() == null ? 0L : one.member()));
    PushRefusals.Standing standing = refusals.of(push.sync().id(), members);
    push.addresses =
        push.addresses.stream()
            .filter(
                one ->
                    one.member() == null
                        || !standing.holds(one.member(), "", flags(one), push.wholeSign()))
            .toList();
  }

  private static String flags(DueAddress one) {
    return "opted out: " + one.optedOut() + ", invalid: " + one.invalid();
  }

  /** The request for what Sugar has of these addresses. */
  public SugarRequest<JsonNode> ask(Exchange exchange) {
    Push push = Push.of(exchange);
    ObjectNode body = json.createObjectNode();
    ObjectNode condition = body.putArray("filter").addObject();
    ArrayNode in =
        condition.putObject(push.addressRows ? "email_address_caps" : "email").putArray("$in");
    push.addresses.forEach(
        one -> in.add(push.addressRows ? one.address().toUpperCase(Locale.ROOT) : one.address()));
    body.put(
        "fields",
        push.addressRows
            ? "id,date_modified,email_address,opt_out,invalid_email"
            : "id,date_modified,email");
    body.put("max_num", push.addresses.size() * 10);
    body.put("order_by", "id:ASC");
    return SugarRequest.read(
        push.connection,
        module(push) + "/filter",
        body.toString(),
        "reading the flags of addresses",
        json::readTree);
  }

  private static String module(Push push) {
    return push.addressRows ? "EmailAddresses" : push.sync().module();
  }

  /** Sugar does not serve its addresses as a module: they are written with a record instead. */
  public void withRecords(Exchange exchange) {
    Push push = Push.of(exchange);
    if (push.addressRows) {
      push.addressRows = false;
      push.addressesAgain.addAll(push.addresses);
    }
    push.addresses = List.of();
  }

  /** Decides what is written; what Sugar has already is agreed. */
  public void decide(Exchange exchange) {
    Push push = Push.of(exchange);
    Map<String, JsonNode> found = new HashMap<>();
    for (JsonNode row : exchange.getMessage().getBody(JsonNode.class).path("records")) {
      if (push.addressRows) {
        found.put(row.path("email_address").asText("").toLowerCase(Locale.ROOT), row);
      }
      row.path("email")
          .forEach(
              entry ->
                  found.putIfAbsent(
                      entry.path("email_address").asText("").toLowerCase(Locale.ROOT), row));
    }
    List<DueAddress> due = new ArrayList<>();
    for (DueAddress one : push.addresses) {
      JsonNode target = found.get(one.key());
      JsonNode entry = target == null ? null : one.entryOf(target);
      if (target == null || entry == null) {
        continue;
      }
      if (isThere(one, entry)) {
        agree(push, one.with(target), entry);
      } else {
        due.add(one.with(target));
      }
    }
    push.addresses = due;
  }

  private static boolean isThere(DueAddress one, JsonNode entry) {
    return one.wantedOptOut(entry) == WireValues.flag(entry.path("opt_out"))
        && one.wantedInvalid(entry) == WireValues.flag(entry.path("invalid_email"));
  }

  /** The request that writes them, each only if nobody changed its record since it was read. */
  public SugarRequest<JsonNode> write(Exchange exchange) {
    Push push = Push.of(exchange);
    BulkRequest bulk = new BulkRequest(json, sugar.apiVersion(push.connection));
    for (DueAddress one : push.addresses) {
      JsonNode target = java.util.Objects.requireNonNull(one.target());
      bulk.add(
          "PUT",
          module(push) + "/" + BulkRequest.part(target.path("id").asText()),
          data(one, target),
          target.path("date_modified").asText());
    }
    return bulk.request(push.connection, true, "writing the flags of addresses");
  }

  private JsonNode data(DueAddress one, JsonNode target) {
    ObjectNode data = json.createObjectNode();
    if (target.has("email_address")) {
      return flagged(data, one, target);
    }
    ArrayNode array = data.putArray("email");
    for (JsonNode entry : target.path("email")) {
      ObjectNode copy = entry.deepCopy();
      boolean same = entry.path("email_address").asText("").equalsIgnoreCase(one.address());
      array.add(same ? flagged(copy, one, entry) : copy);
    }
    return data;
  }

  private static ObjectNode flagged(ObjectNode to, DueAddress one, JsonNode entry) {
    return to.put("opt_out", one.wantedOptOut(entry))
        .put("invalid_email", one.wantedInvalid(entry));
  }

  /** Judges each answer alone. */
  public void judge(Exchange exchange) {
    Push push = Push.of(exchange);
    JsonNode answers = exchange.getMessage().getBody(JsonNode.class);
    for (int i = 0; i < push.addresses.size(); i++) {
      DueAddress one = push.addresses.get(i);
      try {
        JsonNode record = BulkAnswers.contents(answers.path(i), "writing an address' flags");
        JsonNode entry = one.entryOf(record);
        JsonNode before = one.entry();
        if (entry == null || before == null || !took(one, before, entry)) {
          reject(
              push, one, "Sugar took the flags of the address without an error, and kept others");
        } else {
          agree(push, one, entry);
        }
      } catch (SugarException.NotAllowed denied) {
        denied(push, one, denied);
      } catch (SugarException failure) {
        if (!push.addressAgain(one, TRIES)) {
          reject(push, one, String.valueOf(failure.getMessage()));
        }
      }
    }
    push.addresses = List.of();
  }

  private static boolean took(DueAddress one, JsonNode before, JsonNode now) {
    return one.wantedOptOut(before) == WireValues.flag(now.path("opt_out"))
        && one.wantedInvalid(before) == WireValues.flag(now.path("invalid_email"));
  }

  private void denied(Push push, DueAddress one, SugarException.NotAllowed denied) {
    if (push.addressRows) {
      push.addressRows = false;
    }
    JsonNode target = one.target();
    if (target != null && target.has("email_address")) {
      push.addressesAgain.add(one);
    } else {
      reject(
          push,
          one,
          denied.getMessage()
              + ". In Sugar, see Admin > Role Management and grant the right to edit "
              + push.sync().module()
              + " and email addresses");
    }
  }

  private void agree(Push push, DueAddress one, JsonNode entry) {
    transaction.executeWithoutResult(
        status -> {
          PushVerdict verdict = new PushVerdict();
          if (one.member() != null) {
            verdict.settle(one.member(), "");
          }
          ledger.keep(push, verdict);
          addresses.agree(
              push,
              one,
              WireValues.flag(entry.path("opt_out")),
              WireValues.flag(entry.path("invalid_email")));
        });
  }

  private void reject(Push push, DueAddress one, String reason) {
    PushVerdict verdict = new PushVerdict();
    if (one.member() == null) {
      push.run.note("The flags of an address could not be written: " + reason);
    } else {
      verdict.rejections.add(
          new PushRejection(
              one.member(),
              one.record(),
              one.address(),
              null,
              flags(one),
              "%s (%s)".formatted(reason, flags(one))));
    }
    ledger.keep(push, verdict);
  }
}
