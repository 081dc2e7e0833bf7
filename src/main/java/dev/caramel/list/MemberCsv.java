package dev.caramel.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The members of a list as CSV (RFC 4180, UTF-8): a header line, then one line a member. It holds
 * one page of members at a time, and no connection to the database while the caller reads slowly.
 *
 * <p>Safe to open in a spreadsheet: text that a spreadsheet would take for a formula gets a leading
 * apostrophe, numbers are left alone. The values of a multi-select are joined by {@code "; "}.
 */
final class MemberCsv extends InputStream {
  private static final int PAGE = 2000;
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)?");
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final MemberRows.Shape list;
  private final Pages pages;
  private final Consumer<RuntimeException> failures;
  private byte[] chunk;
  private int position;
  private long last;
  private boolean atEnd;

  /**
   * @param list what the members have in common
   * @param pages where the members are read
   * @param failures told what keeps the rest from being read
   */
  MemberCsv(MemberRows.Shape list, Pages pages, Consumer<RuntimeException> failures) {
    this.list = list;
    this.pages = pages;
    this.failures = failures;
    this.chunk = header();
  }

  /** Reads members behind an id, in the order of their ids. */
  @FunctionalInterface
  interface Pages {
    List<MemberView> read(long after, int rows);
  }

  @Override
  public int read() {
    return ready() ? chunk[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (!ready()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean ready() {
    while (position == chunk.length && !atEnd) {
      List<MemberView> page = nextPage();
      atEnd = page.size() < PAGE;
      if (!page.isEmpty()) {
        last = Long.parseLong(page.get(page.size() - 1).id());
      }
      chunk = lines(page.stream().map(MemberCsv::line).toList());
      position = 0;
    }
    return position < chunk.length;
  }

  private List<MemberView> nextPage() {
    try {
      return pages.read(last, PAGE);
    } catch (RuntimeException failure) {
      failures.accept(failure);
      throw failure;
    }
  }

  private byte[] header() {
    List<String> names = new ArrayList<>(List.of("id", "record"));
    list.columns().forEach(column -> names.add(harmless(column.name())));
    names.addAll(List.of("optedOut", "invalidEmail"));
    return lines(List.of(names));
  }

  private static List<String> line(MemberView member) {
    List<String> values = new ArrayList<>();
    values.add(member.id());
    values.add(member.record() == null ? "" : harmless(member.record().id()));
    member.columns().values().forEach(value -> values.add(harmless(text(value))));
    values.add(String.valueOf(member.optedOut()));
    values.add(String.valueOf(member.invalidEmail()));
    return values;
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining("; "));
    }
    if (value.isBigDecimal()) {
      return value.decimalValue().toPlainString();
    }
    return value.isNull() ? "" : value.asText();
  }

  private static String harmless(String text) {
    boolean formula =
        !text.isEmpty()
            && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
            && !NUMBER.matcher(text).matches();
    return formula ? "'" + text : text;
  }

  /** A cell without the apostrophe that was put before it, lest it be taken for a formula. */
  static String unmarked(String cell) {
    return cell.startsWith("'") && harmless(cell.substring(1)).equals(cell)
        ? cell.substring(1)
        : cell;
  }

  private static byte[] lines(List<List<String>> lines) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      for (List<String> line : lines) {
        printer.printRecord(line);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("Text in memory could not be written", impossible);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
