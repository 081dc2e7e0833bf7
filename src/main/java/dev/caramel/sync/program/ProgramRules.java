package dev.caramel.sync.program;

import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.EndpointUse;
import dev.caramel.sync.definition.RouteFile;
import dev.caramel.sync.definition.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Judges the files of maintenance programs, and their steps wherever they stand. */
public final class ProgramRules {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  private final Surroundings surroundings;

  /**
   * Rules of one moment.
   *
   * @param surroundings what there is
   */
  public ProgramRules(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Mistakes of the call of a kamelet; none if the kamelet is no step of programs. */
  public List<Mistake> judge(EndpointUse use) {
    List<Mistake> mistakes = new ArrayList<>();
    boolean placeholders = use.options().values().stream().anyMatch(v -> v.contains("{{"));
    if (!StepReader.isStep(use.kamelet()) || placeholders) {
      return mistakes; // what a placeholder stands for is judged when the step runs
    }
    StepReader.Told told =
        (parameter, message) -> mistakes.add(new Mistake(use.lineOf(parameter), message));
    String target = use.kamelet().equals("copy-field-value") ? "to" : "column";
    new StepReader(use.kamelet(), use.options(), told)
        .read()
        .ifPresent(task -> new StepRules(surroundings, target, told).check(task));
    return mistakes;
  }

  /** Mistakes of the route of a program file, beside those of any route. */
  public static List<Mistake> judgeRoute(RouteFile file) {
    List<Mistake> mistakes = new ArrayList<>();
    String id = file.stem();
    if (!ID.matcher(id).matches()) {
      mistakes.add(
          new Mistake(
              1,
              "The file name '%s' cannot be an id: it may have letters, digits, '-' and '_', and begins with a letter or digit, such as refresh-scores."
                  .formatted(id)));
    }
    if (file.routes().size() != 1) {
      mistakes.add(
          new Mistake(
              file.routes().isEmpty() ? 1 : file.routes().get(1).line(),
              "A program file holds one route, which begins with quartz:program/%s or direct:%s."
                  .formatted(id, id)));
      return mistakes;
    }
    RouteFile.Route route = file.routes().get(0);
    if (!route.id().equals(id)) {
      mistakes.add(
          new Mistake(
              route.line(),
              "A maintenance program's route has the file's name as its id: write id: %s, or rename the file."
                  .formatted(id)));
    }
    checkFrom(route.from(), id, mistakes);
    return mistakes;
  }

  private static void checkFrom(EndpointUse from, String id, List<Mistake> mistakes) {
    if (from.scheme().equals("quartz")) {
      String path = from.path();
      if (path.isEmpty()) { // as visual editors write it
        String group = from.options().getOrDefault("groupName", "Camel");
        path = group + "/" + from.options().getOrDefault("triggerName", "");
      }
      if (!path.equals("program/" + id)) {
        mistakes.add(
            new Mistake(
                from.line(),
                "The schedule is named 'quartz:%s': write quartz:program/%s, so that it is found by the program's name."
                    .formatted(path, id)));
      }
    } else if (!from.scheme().equals("direct") || !from.directName().equals(id)) {
      mistakes.add(
          new Mistake(
              from.line(),
              "The route begins with '%s': a program begins with quartz:program/%s, or without a schedule with direct:%s."
                  .formatted(from.uri(), id, id)));
    }
  }
}
