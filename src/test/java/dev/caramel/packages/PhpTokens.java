package dev.caramel.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes PHP apart as far as a scanner needs it: names, variables, strings and signs. */
final class PhpTokens {
  /** Order matters: what hides other tokens comes first. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>/\\*.*?\\*/|//[^\\n]*|#(?!\\[)[^\\n]*)"
              + "|(?<heredoc><<<[\"']?(?<mark>\\w+)[\"']?\\n.*?\\n\\s*\\k<mark>\\b)"
              + "|(?<string>'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\")"
              + "|(?<variable>\\$\\w+)"
              + "|(?<name>\\\\?[A-Za-z_][\\w\\\\]*)"
              + "|(?<number>\\d[\\w.]*)"
              + "|(?<sign>->|\\?->|::|=>|\\S)",
          Pattern.DOTALL);

  /** A token, its kind by the names of the pattern's groups, and its line. */
  record Token(String kind, String text, int line) {
    boolean is(String sign) {
      return kind.equals("sign") && text.equals(sign);
    }

    boolean isName() {
      return kind.equals("name");
    }
  }

  private PhpTokens() {}

  /** The tokens of PHP text without comments and without what stands outside of PHP's tags. */
  static List<Token> of(String php) {
    List<Token> tokens = new ArrayList<>();
    Matcher part =
        Pattern.compile("<\\?(?:php\\b|=)?(.*?)(?:\\?>|\\z)", Pattern.DOTALL).matcher(php);
    while (part.find()) {
      read(php, part.start(1), part.end(1), tokens);
    }
    return tokens;
  }

  private static void read(String php, int from, int to, List<Token> tokens) {
    Matcher matcher = TOKEN.matcher(php).region(from, to);
    while (matcher.find()) {
      for (String kind : List.of("heredoc", "string", "variable", "name", "number", "sign")) {
        if (matcher.group(kind) != null) {
          int line = (int) php.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
          tokens.add(new Token(kind, matcher.group(), line + 1));
          break;
        }
      }
    }
  }
}
