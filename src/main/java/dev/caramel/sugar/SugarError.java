package dev.caramel.sugar;

/**
 * Sugar's account of an error (reference 2.2).
 *
 * @param label stable label, such as {@code need_login}; empty if the body was not Sugar's
 * @param message text in the language of the user, often empty
 * @param external whether it names an external identity provider to log in at
 */
record SugarError(String label, String message, boolean external) {
  static final SugarError NONE = new SugarError("", "", false);

  boolean isSugars() {
    return !label.isEmpty();
  }

  /** How it is quoted: {@code invalid_parameter, "Unknown field x"}. */
  String quoted(int status) {
    StringBuilder text = new StringBuilder().append(status);
    if (isSugars()) {
      text.append(' ').append(label);
    }
    if (!message.isEmpty()) {
      text.append(", \"").append(message).append('"');
    }
    return text.toString();
  }
}
