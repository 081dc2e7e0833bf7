package dev.caramel.sync.run;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Text as the ledger can keep it. PostgreSQL's text has no character of code 0, but what Sugar
 * answers, and so what is told of it, may have.
 */
public final class LedgerText {
  private static final char REPLACEMENT = '\uFFFD';

  /** The same for values that are written as JSON. */
  static final CharacterEscapes ESCAPES = new NoCodeZero();

  private LedgerText() {}

  /** The text with a visible mark in the place of each character of code 0. */
  public static @Nullable String clean(@Nullable String text) {
    return text == null ? null : text.replace('\0', REPLACEMENT);
  }

  private static final class NoCodeZero extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final SerializedString MARK = new SerializedString(String.valueOf(REPLACEMENT));

    private final int[] codes = standardAsciiEscapesForJSON();

    NoCodeZero() {
      codes[0] = ESCAPE_CUSTOM;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return codes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int code) {
      return code == 0 ? MARK : null;
    }
  }
}
