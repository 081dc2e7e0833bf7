package dev.caramel.sugar.value;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a list answer token by token, without building a tree (reference 4.4). */
public final class RecordPageReader implements AnswerReader<RecordPage> {
  private final RecordLayout layout;
  private final Map<String, Integer> places;

  /** A reader for records of that layout. */
  public RecordPageReader(RecordLayout layout) {
    this.layout = layout;
    this.places = layout.places();
  }

  @Override
  public RecordPage read(InputStream body) throws IOException {
    try (JsonParser parser = JsonText.FACTORY.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, "the answer is no JSON object");
      }
      Integer nextOffset = null;
      Page page = null;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        if (key.equals("records")) {
          page = records(parser);
        } else if (key.equals("next_offset")) {
          nextOffset = parser.getValueAsInt(-1);
        } else {
          parser.skipChildren();
        }
      }
      if (page == null || nextOffset == null) {
        throw new JsonParseException(parser, "the answer is no page: next_offset or records miss");
      }
      return new RecordPage(page.records, page.broken, nextOffset);
    }
  }

  private static final class Page {
    final List<SourceRecord> records = new ArrayList<>();
    int broken;
  }

  private Page records(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new JsonParseException(parser, "records is no array");
    }
    Page page = new Page();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        page.broken++;
        parser.skipChildren();
        continue;
      }
      SourceRecord record = record(parser);
      if (record == null) {
        page.broken++;
      } else {
        page.records.add(record);
      }
    }
    return page;
  }

  private @Nullable SourceRecord record(JsonParser parser) throws IOException {
    String id = null;
    Instant modified = null;
    List<SourceRecord.Address> addresses = null;
    List<String> teams = null;
    boolean deleted = false;
    boolean converted = false;
    Object[] values = new Object[layout.fields().size()];
    Arrays.fill(values, SourceRecord.MISSING);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      Integer place = places.get(key);
      Object value = null;
      switch (key) {
        case "id" -> {
          id = parser.getValueAsString();
          value = id;
        }
        case "date_modified" -> {
          modified = SugarTimes.read(parser.getValueAsString());
          value = place == null || modified == null ? null : modified.toString();
        }
        case "email" -> {
          addresses = AddressReader.read(parser);
          value = SourceRecord.primaryAddress(addresses);
        }
        case "team_name" -> {
          value = ValueReader.read(ValueKind.TEAMS, parser);
          teams = texts(value);
        }
        case "deleted" -> {
          deleted = ValueReader.flag(parser);
          value = deleted;
        }
        case "converted" -> {
          converted = ValueReader.flag(parser);
          value = converted;
        }
        default -> {
          if (place == null) {
            parser.skipChildren();
          } else {
            value = ValueReader.read(layout.fields().get(place).kind(), parser);
          }
        }
      }
      if (place != null) {
        values[place] = value;
      }
    }
    if (id == null || id.isEmpty()) {
      return null;
    }
    return new SourceRecord(id, modified, values, addresses, teams, deleted, converted);
  }

  private static List<String> texts(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(value.toString());
  }
}
