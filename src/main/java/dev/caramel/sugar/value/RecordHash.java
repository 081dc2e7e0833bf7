package dev.caramel.sugar.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hash of what a list keeps of a record, so that an unchanged one costs no comparison. */
final class RecordHash {
  private static final int BYTES = 16;
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException("every Java has SHA-256", e);
            }
          });

  private RecordHash() {}

  static byte[] of(@Nullable Object[] values, @Nullable List<SourceRecord.Address> addresses) {
    MessageDigest digest = SHA_256.get();
    digest.reset();
    for (Object value : values) {
      add(digest, value);
    }
    if (addresses != null) {
      for (SourceRecord.Address address : addresses) {
        digest.update((byte) 'e');
        text(digest, address.address());
        digest.update(
            (byte)
                ((address.primary() ? 1 : 0)
                    + (address.optedOut() ? 2 : 0)
                    + (address.invalid() ? 4 : 0)));
      }
    }
    return Arrays.copyOf(digest.digest(), BYTES);
  }

  private static void add(MessageDigest digest, @Nullable Object value) {
    if (value == SourceRecord.MISSING) {
      digest.update((byte) 'm');
    } else if (value == null) {
      digest.update((byte) 'n');
    } else if (value instanceof List<?> items) {
      digest.update((byte) '[');
      items.forEach(item -> text(digest, item.toString()));
      digest.update((byte) ']');
    } else {
      digest.update((byte) (value instanceof String ? 't' : 'v'));
      text(digest, value.toString());
    }
  }

  private static void text(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
