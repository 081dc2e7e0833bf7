package dev.caramel.list;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.api.BulkBody;
import dev.caramel.api.Refusal.Mistake;
import dev.caramel.api.WrongRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of a CSV body (RFC 4180, UTF-8), whose header line has column names. An empty cell empties
 * its column. The apostrophe that {@link MemberCsv} puts before what looks like a formula goes away
 * again.
 */
final class PostedCsv implements Iterator<PostedRow> {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  /** Columns of our own CSV that say what no row can change, and what does instead. */
  private static final Map<String, String> NOT_TAKEN =
      Map.of(
          "record",
          "The column \"record\" is Sugar's: leave it out.",
          "optedOut",
          "\"optedOut\" belongs to the address: leave the column out, and use PUT"
              + " /api/accounts/{account}/addresses/{email}.",
          "invalidEmail",
          "\"invalidEmail\" belongs to the address: leave the column out, and use PUT"
              + " /api/accounts/{account}/addresses/{email}.");

  private final List<String> header;
  private final Iterator<CSVRecord> records;
  private final CSVParser parser;
  private int number;

  /**
   * @param columns names of the list's columns
   * @throws WrongRequest if the body is no CSV, or its header has a column that the list lacks:
   *     then no row is given out
   */
  PostedCsv(BulkBody body, List<String> columns) {
    checkToTheEnd(body);
    this.parser = parser(body);
    this.records = parser.iterator();
    if (!records.hasNext()) {
      throw WrongRequest.of("body", "The CSV is empty: its first line is to have column names.");
    }
    this.header = header(records.next());
    check(columns);
  }

  private static CSVParser parser(BulkBody body) {
    try {
      return CSVParser.builder().setReader(body.text()).setFormat(FORMAT).get();
    } catch (IOException impossible) {
      throw new UncheckedIOException("A body in memory could not be read", impossible);
    }
  }

  /** Before the first row is stored, so that a broken body stores nothing. */
  private static void checkToTheEnd(BulkBody body) {
    try (CSVParser parser = parser(body)) {
      parser.stream().forEach(record -> {});
    } catch (IOException | UncheckedIOException | IllegalStateException broken) {
      Throwable cause = broken instanceof UncheckedIOException ? broken.getCause() : broken;
      throw WrongRequest.of(
          "body", "The body is no CSV: " + (cause == null ? broken : cause).getMessage() + ".");
    }
  }

  private static List<String> header(CSVRecord first) {
    List<String> names = new ArrayList<>();
    first.forEach(name -> names.add(MemberCsv.unmarked(name.strip())));
    return names;
  }

  private void check(List<String> columns) {
    List<Mistake> mistakes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (!seen.add(name)) {
        mistakes.add(new Mistake(name, "The header has the column \"" + name + "\" twice."));
      } else if (!columns.contains(name) && NOT_TAKEN.containsKey(name)) {
        mistakes.add(new Mistake(name, NOT_TAKEN.get(name)));
      } else if (!columns.contains(name) && !name.equals("id")) {
        mistakes.add(
            new Mistake(
                name,
                "There is no column \"%s\". There are: id, %s.%s"
                    .formatted(
                        name,
                        String.join(", ", columns),
                        header.size() == 1 && name.matches(".*[;\t].*")
                            ? " A comma is to stand between the values."
                            : "")));
      }
    }
    if (!mistakes.isEmpty()) {
      throw new WrongRequest(mistakes);
    }
  }

  @Override
  public boolean hasNext() {
    return records.hasNext();
  }

  @Override
  public PostedRow next() {
    CSVRecord record = records.next();
    int line = (int) parser.getCurrentLineNumber() - linesWithin(record);
    number++;
    if (record.size() != header.size()) {
      return new PostedRow(
          number,
          line,
          null,
          "The line has %d values, and the header has %d columns."
              .formatted(record.size(), header.size()));
    }
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < header.size(); i++) {
      String cell = record.get(i);
      if (!PostedJson.isStorable(cell)) {
        return new PostedRow(number, line, null, PostedJson.UNSTORABLE);
      }
      values.put(header.get(i), MemberCsv.unmarked(cell));
    }
    return new PostedRow(number, line, values, null);
  }

  /** How many lines a record goes on for after its first. */
  private static int linesWithin(CSVRecord record) {
    return (int) record.stream().flatMapToInt(String::chars).filter(one -> one == '\n').count();
  }
}
