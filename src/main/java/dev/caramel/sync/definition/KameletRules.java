package dev.caramel.sync.definition;

import dev.caramel.sync.Mistake;
import dev.caramel.sync.program.ProgramRules;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What holds for the kamelets that a file calls. */
final class KameletRules {
  private final Surroundings surroundings;

  KameletRules(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  List<Mistake> judge(RouteFile file) {
    Mistakes mistakes = new Mistakes();
    Map<String, Integer> names = new HashMap<>();
    for (EndpointUse use : file.kamelets()) {
      checkName(file, use, names, mistakes);
      mistakes.addAll(new ProgramRules(surroundings).judge(use));
    }
    return mistakes.all();
  }

  private void checkName(
      RouteFile file, EndpointUse use, Map<String, Integer> names, Mistakes mistakes) {
    Collection<String> known = surroundings.kamelets();
    if (!known.isEmpty() && !known.contains(use.kamelet())) {
      mistakes.add(
          use.line(),
          "There is no kamelet '%s'.".formatted(use.kamelet())
              + Suggestion.sentence(use.kamelet(), known));
      return;
    }
    String name = use.kameletRoute();
    if (name.isEmpty()) {
      mistakes.add(
          use.line(),
          "The call of the kamelet has no name of its own: write kamelet:%s/%s-..., with words that say what it does here."
              .formatted(use.kamelet(), file.stem()));
      return;
    }
    Integer before = names.putIfAbsent(name, use.line());
    if (before != null) {
      mistakes.add(
          use.line(),
          "The kamelet's call is named '%s', like the one in line %d: give this one another name."
              .formatted(name, before));
    }
  }
}
