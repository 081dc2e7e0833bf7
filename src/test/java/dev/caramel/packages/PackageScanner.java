package dev.caramel.packages;

import dev.caramel.packages.PhpTokens.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Our own check for what Sugar's package scanner denies: functions, classes, syntax and kinds of
 * files. It is stricter than what is known of Sugar's where that is uncertain.
 */
final class PackageScanner {
  private static final Set<String> KINDS_OF_FILES =
      Set.of("php", "js", "hbs", "html", "htm", "css", "png", "gif", "jpg", "txt", "md5", "xml");
  private static final Set<String> INCLUDES =
      Set.of("include", "include_once", "require", "require_once");
  private static final Set<String> NOT_A_CALL = Set.of("function", "new");

  private final List<String> functions = lines("denied-functions.txt");
  private final List<String> classes = lines("denied-classes.txt");

  /** What is denied in a file of a package; empty if nothing is. */
  List<String> denied(String path, String text) {
    String kind = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!KINDS_OF_FILES.contains(kind)) {
      return List.of(path + ": files of this kind are denied");
    }
    if (!kind.equals("php")) {
      return text.contains("<?php") ? List.of(path + ": PHP in a file of another kind") : List.of();
    }
    List<String> denied = new ArrayList<>();
    List<Token> tokens = PhpTokens.of(text);
    for (int i = 0; i < tokens.size(); i++) {
      String what = judge(tokens, i);
      if (what != null) {
        denied.add(path + ":" + tokens.get(i).line() + ": " + what);
      }
    }
    return denied;
  }

  private String judge(List<Token> tokens, int i) {
    Token token = tokens.get(i);
    boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
    if (token.is("`")) {
      return "a command in backticks";
    }
    if (token.kind().equals("variable")) {
      return variable(tokens, i, called);
    }
    if (token.kind().equals("string")) {
      return called ? "a function whose name is a text" : inString(token.text());
    }
    if (token.kind().equals("heredoc")) {
      return inString("\"" + token.text());
    }
    if (called && (token.is(")") || token.is("]"))) {
      return "a function whose name is computed";
    }
    return token.isName() ? name(tokens, i, called) : null;
  }

  private static String variable(List<Token> tokens, int i, boolean called) {
    if (called) {
      return "the variable function " + tokens.get(i).text() + "()";
    }
    if (i > 0 && tokens.get(i - 1).isName() && tokens.get(i - 1).text().equalsIgnoreCase("new")) {
      return "new " + tokens.get(i).text();
    }
    return null;
  }

  /** Calls in braces inside a text in double quotes. */
  private static String inString(String text) {
    return text.startsWith("\"") && text.matches("(?s).*\\{\\$[^}]*\\(.*")
        ? "a call inside of a text"
        : null;
  }

  private String name(List<Token> tokens, int i, boolean called) {
    String name = tokens.get(i).text().toLowerCase(Locale.ROOT);
    String bare = name.substring(name.lastIndexOf('\\') + 1);
    Token before = i == 0 ? null : tokens.get(i - 1);
    boolean member = before != null && (before.is("->") || before.is("?->") || before.is("::"));
    if (!member && !called && listed(classes, bare)
        || !member && isNew(before) && listed(classes, bare)
        || nextIs(tokens, i, "::") && listed(classes, bare)) {
      return "the class " + tokens.get(i).text();
    }
    if (INCLUDES.contains(bare) && !literal(tokens, i + 1)) {
      return bare + " of a path that is computed";
    }
    boolean declared =
        before != null
            && before.isName()
            && NOT_A_CALL.contains(before.text().toLowerCase(Locale.ROOT));
    return called && !member && !declared && listed(functions, bare)
        ? "the function " + bare + "()"
        : null;
  }

  private static boolean isNew(Token before) {
    return before != null && before.isName() && before.text().equalsIgnoreCase("new");
  }

  private static boolean nextIs(List<Token> tokens, int i, String sign) {
    return i + 1 < tokens.size() && tokens.get(i + 1).is(sign);
  }

  private static boolean literal(List<Token> tokens, int i) {
    return i + 1 < tokens.size()
        && tokens.get(i).kind().equals("string")
        && !tokens.get(i).text().contains("$")
        && tokens.get(i + 1).is(";");
  }

  private static boolean listed(List<String> list, String name) {
    return list.stream()
        .map(entry -> entry.toLowerCase(Locale.ROOT))
        .anyMatch(
            entry ->
                entry.endsWith("*")
                    ? name.startsWith(entry.substring(0, entry.length() - 1))
                    : name.equals(entry));
  }

  /** The entries of a list beside the tests. */
  static List<String> lines(String file) {
    try (InputStream list = PackageScanner.class.getResourceAsStream("/sugar/" + file)) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
