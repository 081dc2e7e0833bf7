package dev.caramel.sync.pull;

import com.fasterxml.jackson.core.JsonGenerationException;
import dev.caramel.sugar.value.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New members as lines of {@code COPY}'s text format, in UTF-8 from the first byte: a text that is
 * built of characters first costs twice as much, and more where one of them is not Latin.
 */
final class CopyLines {
  /** What the cells of a line are. */
  static final String COLUMNS =
      "list_id, record_id, email, \"values\", source_hash, source_modified, in_source, agreed";

  private static final HexFormat HEX = HexFormat.of();

  private final String list;
  private final Json json = new Json();
  private byte[] bytes;
  private int end;

  /**
   * Lines of one list.
   *
   * @param room bytes that fit in before it must grow
   */
  CopyLines(String list, int room) {
    this.list = list;
    this.bytes = new byte[room];
  }

  /** How many bytes there are. */
  int size() {
    return end;
  }

  /** The bytes; those behind {@link #size()} are none of it. */
  byte[] bytes() {
    return bytes;
  }

  void clear() {
    end = 0;
  }

  /** Adds the line of an addition: the one that was made ahead, or a new one. */
  void add(Change change) {
    byte[] ready = change.line();
    if (ready != null) {
      room(ready.length);
      System.arraycopy(ready, 0, bytes, end, ready.length);
      end += ready.length;
      return;
    }
    cell(list);
    tab();
    cell(change.record().id());
    tab();
    cell(change.email());
    tab();
    values(change.values(), false);
    tab();
    ascii("\\\\x" + HEX.formatHex(change.record().hash()));
    tab();
    Instant modified = change.record().modified();
    cell(modified == null ? null : modified.toString());
    ascii("\tt\t");
    values(change.common().agreed(), true);
    put((byte) '\n');
  }

  /** The line of an addition by itself. */
  byte[] line(Change change) {
    clear();
    add(change);
    return Arrays.copyOf(bytes, end);
  }

  private void values(Map<String, ? extends @Nullable Object> values, boolean empty) {
    int begin = end;
    try {
      JsonText.write(json, values, empty);
    } catch (JsonGenerationException e) {
      // Half of a pair of surrogates: no UTF-8 has it, and Java's own encoder puts a mark there.
      end = begin;
      cell(empty ? JsonText.writeAll(values) : JsonText.write(values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cell(@Nullable String text) {
    if (text == null) {
      ascii("\\N");
      return;
    }
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        for (byte b : text.substring(i).getBytes(StandardCharsets.UTF_8)) {
          escaped(b);
        }
        return;
      }
      escaped((byte) c);
    }
  }

  private void tab() {
    put((byte) '\t');
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put((byte) text.charAt(i));
    }
  }

  private void escaped(byte b) {
    if (b == '\\' || b >= 0 && b < ' ') {
      put((byte) '\\');
      put(afterBackslash(b));
    } else {
      put(b);
    }
  }

  /** A character behind a backslash stands for itself, but for these. */
  private static byte afterBackslash(byte b) {
    return switch (b) {
      case '\b' -> 'b';
      case '\f' -> 'f';
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      case 0x0b -> 'v';
      default -> b;
    };
  }

  private void put(byte b) {
    room(1);
    bytes[end++] = b;
  }

  private void room(int more) {
    if (end + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end + more, bytes.length * 2));
    }
  }

  /** Takes JSON, in which a backslash is all that COPY would take for something else. */
  private final class Json extends OutputStream {
    @Override
    public void write(int b) {
      escaped((byte) b);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      room(2 * length);
      int at = end;
      for (int i = offset; i < offset + length; i++) {
        byte b = from[i];
        bytes[at++] = b;
        if (b == '\\') {
          bytes[at++] = b;
        }
      }
      end = at;
    }
  }
}
