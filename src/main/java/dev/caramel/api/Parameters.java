package dev.caramel.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.model.rest.ParamDefinition;
import org.apache.camel.model.rest.RestParamType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;

/**
 * The path and query parameters of one request, judged by what its call declares: unknown ones and
 * bad values are refused by name, all at once.
 */
final class Parameters {
  private static final int LARGEST_PAGE = 1000;
  private final DeclaredCall call;
  private final Map<String, String> parts;
  private final @Nullable String query;
  private final List<Refusal.Mistake> mistakes = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  Parameters(DeclaredCall call, PathContainer path, @Nullable String query) {
    this.call = call;
    this.parts = call.partsOf(path);
    this.query = query;
  }

  /**
   * The values by name: an {@link Integer} or {@link Long} for a number, a {@link Boolean} for a
   * boolean, else text.
   *
   * @throws NoSuchThing if a part of the path cannot be an id
   * @throws WrongRequest if a query parameter is unknown, given twice, or has a bad value
   */
  Map<String, Object> read() {
    parts.forEach(this::readPart);
    for (ParamDefinition declared : call.parameters(RestParamType.query)) {
      if (declared.getDefaultValue() != null) {
        values.put(declared.getName(), typed(declared, declared.getDefaultValue()));
      }
    }
    given().forEach(this::readQuery);
    if (!mistakes.isEmpty()) {
      throw new WrongRequest(mistakes);
    }
    return values;
  }

  private void readPart(String name, String value) {
    ParamDefinition declared = call.parameter(RestParamType.path, name).orElse(null);
    Object typed = declared == null ? value : typed(declared, value);
    if (typed == null || value.indexOf('\0') >= 0) {
      throw new NoSuchThing("There is no " + name + " \"" + value + "\".");
    }
    values.put(name, typed);
  }

  private void readQuery(String name, List<String> given) {
    ParamDefinition declared = call.parameter(RestParamType.query, name).orElse(null);
    if (declared == null) {
      mistake(name, "There is no parameter \"" + name + "\" here. " + known());
    } else if (given.size() > 1) {
      mistake(name, "\"" + name + "\" is given more than once.");
    } else if (given.get(0).indexOf('\0') >= 0) {
      mistake(name, "\"" + name + "\" has a character that is none (U+0000).");
    } else if (given.get(0).isEmpty()) {
      mistake(name, "\"" + name + "\" is empty. Leave it out, or give it a value.");
    } else {
      readValue(declared, given.get(0));
    }
  }

  private void readValue(ParamDefinition declared, String value) {
    String name = declared.getName();
    List<String> allowed = declared.getAllowableValuesAsStringList();
    if (allowed != null && !allowed.isEmpty() && !allowed.contains(value)) {
      mistake(
          name,
          "\"" + name + "\" may be " + String.join(", ", allowed) + ", not \"" + value + "\".");
      return;
    }
    Object typed = typed(declared, value);
    if (typed == null) {
      mistake(name, "\"" + name + "\" is to be " + wanted(declared) + ", not \"" + value + "\".");
    } else if (name.equals("limit") && ((int) typed < 1 || (int) typed > LARGEST_PAGE)) {
      mistake(name, "\"limit\" may be 1 to " + LARGEST_PAGE + ", not " + value + ".");
    } else {
      values.put(name, typed);
    }
  }

  private static @Nullable Object typed(ParamDefinition declared, String value) {
    try {
      return switch (String.valueOf(declared.getDataType())) {
        case "integer" -> Integer.valueOf(value);
        case "long" -> Long.valueOf(value);
        case "boolean" -> truth(value);
        default -> value;
      };
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  private static @Nullable Boolean truth(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  private static String wanted(ParamDefinition declared) {
    if (declared.getName().equals("after")) {
      return "what stood in \"next\"";
    }
    return "boolean".equals(declared.getDataType()) ? "true or false" : "a whole number";
  }

  private Map<String, List<String>> given() {
    Map<String, List<String>> given = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return given;
    }
    for (String pair : query.split("&")) {
      String[] halves = pair.split("=", 2);
      String name = decoded(halves[0]);
      given
          .computeIfAbsent(name, first -> new ArrayList<>())
          .add(halves.length == 1 ? "" : decoded(halves[1]));
    }
    return given;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw WrongRequest.of(text, "\"" + text + "\" is not properly percent-encoded.");
    }
  }

  private String known() {
    List<ParamDefinition> declared = call.parameters(RestParamType.query);
    if (declared.isEmpty()) {
      return "This call takes none.";
    }
    return declared.stream()
        .map(ParamDefinition::getName)
        .collect(Collectors.joining(", ", "There are: ", "."));
  }

  private void mistake(String name, String detail) {
    mistakes.add(new Refusal.Mistake(name, detail));
  }
}
