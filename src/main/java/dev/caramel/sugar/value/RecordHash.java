package dev.caramel.sugar.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hash of what a list keeps of a record, so that an unchanged one costs no comparison. The bytes of
 * a record are gathered in one array, which the next record uses again.
 */
final class RecordHash {
  private static final int BYTES = 16;
  private static final int LENGTH = 4;
  private static final ThreadLocal<RecordHash> OF_THREAD = ThreadLocal.withInitial(RecordHash::new);

  private final MessageDigest sha256;
  private byte[] bytes = new byte[1024];
  private int end;

  private RecordHash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static byte[] of(@Nullable Object[] values, @Nullable List<SourceRecord.Address> addresses) {
    RecordHash hash = OF_THREAD.get();
    hash.end = 0;
    for (Object value : values) {
      hash.value(value);
    }
    if (addresses != null) {
      for (SourceRecord.Address address : addresses) {
        hash.mark('e');
        hash.text(address.address());
        hash.mark(
            (address.primary() ? 1 : 0)
                + (address.optedOut() ? 2 : 0)
                + (address.invalid() ? 4 : 0));
      }
    }
    hash.sha256.update(hash.bytes, 0, hash.end);
    return Arrays.copyOf(hash.sha256.digest(), BYTES);
  }

  private void value(@Nullable Object value) {
    if (value == SourceRecord.MISSING) {
      mark('m');
    } else if (value == null) {
      mark('n');
    } else if (value instanceof List<?> items) {
      mark('[');
      items.forEach(item -> text(item.toString()));
      mark(']');
    } else {
      mark(value instanceof String ? 't' : 'v');
      text(value.toString());
    }
  }

  private void mark(int mark) {
    room(1);
    bytes[end++] = (byte) mark;
  }

  /** The length in bytes, and the text in UTF-8. */
  private void text(String text) {
    room(LENGTH + text.length());
    int begin = end;
    end += LENGTH;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Beyond ASCII, Java's own encoder knows the rules.
        end = begin + LENGTH;
        encoded(text);
        break;
      }
      bytes[end++] = (byte) c;
    }
    int length = end - begin - LENGTH;
    for (int i = 0; i < LENGTH; i++) {
      bytes[begin + i] = (byte) (length >>> (Byte.SIZE * (LENGTH - 1 - i)));
    }
  }

  private void encoded(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, end, utf8.length);
    end += utf8.length;
  }

  private void room(int more) {
    if (end + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end + more, bytes.length * 2));
    }
  }
}
