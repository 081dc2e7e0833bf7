package dev.caramel.account;

import dev.caramel.sugar.FieldOffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which of an account's names stands for which field: the one that reads like the field's label or
 * name, whatever case, spaces and punctuation it has ("E-Mail" stands for {@code email}).
 */
final class StandardNames {
  private final List<String> names;
  private final Map<String, String> byWord = new LinkedHashMap<>();
  // Words of the names that stand for a field which was added.
  private final Set<String> taken = new HashSet<>();

  StandardNames(List<String> names) {
    this.names = new ArrayList<>(names);
    names.forEach(name -> byWord.putIfAbsent(word(name), name));
  }

  List<String> all() {
    return List.copyOf(names);
  }

  /** The name that stands for a field; what tells it best comes first. */
  Optional<String> of(FieldOffer field) {
    return texts(field).map(text -> byWord.get(word(text))).filter(Objects::nonNull).findFirst();
  }

  /** Adds a field's label, unless one of the names stands for the field already. */
  void add(FieldOffer field) {
    Optional<String> there =
        texts(field)
            .map(StandardNames::word)
            .filter(byWord::containsKey)
            .filter(taken::add)
            .findFirst();
    if (there.isEmpty()) {
      String name = taken.contains(word(field.label())) ? told(field) : field.label();
      byWord.put(word(name), name);
      taken.add(word(name));
      names.add(name);
    }
  }

  /** A name that no other field has: the label, and the field's own name in brackets. */
  static String told(FieldOffer field) {
    return field.label() + " (" + field.name() + ")";
  }

  private static Stream<String> texts(FieldOffer field) {
    return Stream.of(told(field), field.label(), field.name(), bare(field.name()));
  }

  private static String bare(String field) {
    return field.endsWith("_c") ? field.substring(0, field.length() - 2) : field;
  }

  private static String word(String text) {
    String word = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    return word.isEmpty() ? text : word;
  }
}
