package dev.caramel.sync.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sugar.value.SugarTimes;
import dev.caramel.sync.run.RunFence;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads changed opt-outs from Sugar's module {@code EmailAddresses}, because they change without a
 * change of any record (reference 8.5a). Not every Sugar serves that module; then a full pull alone
 * finds them.
 */
@Component("addressChanges")
public class AddressChanges {
  private static final String OF_ACCOUNT =
      """
      select u.key
        from unnest(?::text[]) as u (key)
       cross join lateral (
         select exists (
                  select from member m join list l on l.id = m.list_id
                   where l.account_id = ? and m.email_key = u.key)
             or exists (
                  select from address where account_id = ? and address_key = u.key)
         offset 0) as known (it)
       where known.it
      """;

  private final AddressStates states;
  private final ObjectMapper json;
  private final PullSettings settings;
  private final JdbcTemplate jdbc;
  private final RunFence fence;
  private final TransactionTemplate transaction;

  AddressChanges(
      AddressStates states,
      ObjectMapper json,
      PullSettings settings,
      JdbcTemplate jdbc,
      RunFence fence,
      TransactionTemplate transaction) {
    this.states = states;
    this.json = json;
    this.settings = settings;
    this.jdbc = jdbc;
    this.fence = fence;
    this.transaction = transaction;
  }

  /** Begins at the watermark, or where Sugar did not let us read on before. */
  public void begin(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    Instant from = pull.optOutsSince == null ? pull.watermark : pull.optOutsSince;
    pull.cursor = PageCursor.byDate(Objects.requireNonNullElse(from, Instant.EPOCH));
    pull.moreAddresses = true;
  }

  /** The request for the next page of changed addresses. */
  public SugarRequest<JsonNode> next(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.run.goOn();
    ObjectNode body = json.createObjectNode();
    ArrayNode filter = body.putArray("filter");
    String from = Objects.requireNonNull(pull.cursor.lastModified(), "a walk by date has a date");
    if (pull.cursor.lastId() == null) {
      filter.addObject().putObject("date_modified").put("$gte", from);
    } else {
      ArrayNode either = filter.addObject().putArray("$or");
      either.addObject().putObject("date_modified").put("$gt", from);
      ArrayNode both = either.addObject().putArray("$and");
      both.addObject().putObject("date_modified").put("$equals", from);
      both.addObject().putObject("id").put("$gt", pull.cursor.lastId());
    }
    body.put("fields", "id,date_modified,email_address,opt_out,invalid_email");
    body.put("max_num", settings.pageSize());
    body.put("offset", pull.cursor.offset());
    body.put("order_by", "date_modified:ASC,id:ASC");
    return SugarRequest.read(
        pull.source.connection(),
        "EmailAddresses/filter",
        body.toString(),
        "reading changed email addresses",
        this::page);
  }

  /** What is no page must not pass for one without changes, nor an empty one for the last. */
  private JsonNode page(InputStream body) throws IOException {
    JsonNode page = json.readTree(body);
    JsonNode records = page.path("records");
    if (!records.isArray() || !page.has("next_offset")) {
      throw new IOException("the answer is no page: next_offset or records miss");
    }
    if (records.isEmpty() && page.path("next_offset").asInt(-1) >= 0) {
      throw new IOException("the page is empty and says that there is more");
    }
    return page;
  }

  /** Takes the flags of addresses that members of the account have. */
  public void apply(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    if (!(exchange.getMessage().getBody() instanceof JsonNode page)) {
      throw new IllegalStateException("this step belongs behind a request for addresses");
    }
    Map<String, SourceRecord.Address> changed = new LinkedHashMap<>();
    JsonNode last = null;
    for (JsonNode row : page.path("records")) {
      String address = row.path("email_address").asText("");
      if (!address.isEmpty()) {
        changed.put(
            address.toLowerCase(Locale.ROOT),
            new SourceRecord.Address(
                address, true, flag(row.path("opt_out")), flag(row.path("invalid_email"))));
      }
      last = row;
    }
    take(pull, changed);
    Instant modified =
        last == null ? null : SugarTimes.read(last.path("date_modified").asText(null));
    int next = page.path("next_offset").asInt(-1);
    pull.moreAddresses = next >= 0;
    if (pull.moreAddresses) {
      pull.cursor =
          last == null || modified == null
              ? pull.cursor.atOffset(next)
              : pull.cursor.behind(last.path("id").asText(), SugarTimes.write(modified));
    }
  }

  private void take(Pull pull, Map<String, SourceRecord.Address> changed) {
    if (changed.isEmpty() || pull.dry()) {
      return;
    }
    String account = pull.sync().account();
    String[] keys = changed.keySet().toArray(String[]::new);
    List<String> known = jdbc.queryForList(OF_ACCOUNT, String.class, keys, account, account);
    Map<String, SourceRecord.Address> ours = new HashMap<>();
    known.forEach(key -> ours.put(key, changed.get(key)));
    transaction.executeWithoutResult(
        status -> {
          fence.check(pull.run);
          states.merge(account, ours);
        });
  }

  /**
   * Goes on without. What was not read now is read as soon as Sugar lets us, and the next full pull
   * reads the flags with the records.
   */
  public void giveUp(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.moreAddresses = false;
    pull.optOutsUnread = true;
    SugarException refused = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, SugarException.class);
    pull.run.note(
        "Sugar does not let our user read its email addresses, so opt-outs that change without"
            + " their record arrive when it does, or with the next full pull"
            + (refused == null ? "" : " (" + refused.getMessage() + ")"));
  }

  private static boolean flag(JsonNode value) {
    return value.isBoolean() ? value.asBoolean() : value.asText("").equals("1");
  }
}
