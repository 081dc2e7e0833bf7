package dev.caramel.sync.definition;

import dev.caramel.sync.Mistake;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects every mistake of one file, so that all are told at once. */
final class Mistakes {
  private static final Comparator<Mistake> BY_LINE =
      Comparator.comparing(Mistake::line, Comparator.nullsLast(Comparator.naturalOrder()));

  private final Set<Mistake> found = new LinkedHashSet<>();

  void add(Node where, String message) {
    add(YamlTree.line(where), message);
  }

  void add(int line, String message) {
    found.add(new Mistake(line, message));
  }

  void addAll(List<Mistake> more) {
    found.addAll(more);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** All mistakes by line; those of no line at the end. */
  List<Mistake> all() {
    return found.stream().sorted(BY_LINE).toList();
  }
}
