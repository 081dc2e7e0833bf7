package dev.caramel.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of an API key: a prefix that people recognize it by, and 256 random bits. Its hash needs
 * no salt and no slowness, because nobody guesses 256 bits.
 */
final class KeyText {
  private static final String BEGIN = "caramel_";
  private static final int NAME_BYTES = 4;
  private static final int SECRET_BYTES = 32;
  private static final int PREFIX_LENGTH = BEGIN.length() + 2 * NAME_BYTES;
  private static final Pattern KEY = Pattern.compile(BEGIN + "[0-9a-f]{8}_[0-9a-f]{64}");

  private final String text;

  private KeyText(String text) {
    this.text = text;
  }

  static KeyText random(SecureRandom random) {
    byte[] name = new byte[NAME_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(name);
    random.nextBytes(secret);
    HexFormat hex = HexFormat.of();
    return new KeyText(BEGIN + hex.formatHex(name) + "_" + hex.formatHex(secret));
  }

  /** What a caller sent; empty if it cannot be a key at all. */
  static Optional<KeyText> of(String sent) {
    return KEY.matcher(sent).matches() ? Optional.of(new KeyText(sent)) : Optional.empty();
  }

  String prefix() {
    return text.substring(0, PREFIX_LENGTH);
  }

  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /** The key itself: for the answer that makes it, and for nothing else. */
  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return prefix() + "...";
  }
}
