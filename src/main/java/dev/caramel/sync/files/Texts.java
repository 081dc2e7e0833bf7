package dev.caramel.sync.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text of a file in UTF-8, without the mark that some editors put at its begin. */
final class Texts {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Texts() {}

  /** Reads a file; a byte that is no UTF-8 becomes a character that YAML shows as a mistake. */
  static String read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
