package dev.caramel.sync.program;

import dev.caramel.sync.definition.EndpointUse;
import dev.caramel.sync.definition.RouteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the definition of a maintenance program out of its file, and makes it a step of syncs. */
public final class ProgramFile {
  private static final String AS_STEP =
      """

      - route:
          id: %1$s-as-step
          description: Runs the maintenance program %1$s as a step of another route
          from:
            uri: direct:%1$s
            steps:
              - bean:
                  id: run-the-program
                  ref: programStep
                  method: run(${exchange}, '%1$s')
      """;

  private ProgramFile() {}

  /** What the program does. */
  public static MaintenanceProgram definition(RouteFile file) {
    return new MaintenanceProgram(
        file.stem(),
        file.kamelets().stream()
            .filter(use -> StepReader.isStep(use.kamelet()))
            .map(
                use ->
                    new MaintenanceProgram.Step(use.kamelet(), use.kameletRoute(), use.options()))
            .toList());
  }

  /** The tasks of its steps, as far as they can be read; those with placeholders cannot. */
  public static List<StepTask> tasks(RouteFile file) {
    return definition(file).steps().stream()
        .filter(step -> step.parameters().values().stream().noneMatch(v -> v.contains("{{")))
        .flatMap(
            step ->
                new StepReader(step.kamelet(), step.parameters(), (parameter, message) -> {})
                    .read().stream())
        .toList();
  }

  /**
   * The file with a second way in: a program with a schedule can be called as {@code direct:<id>},
   * too. What is added stands behind the last line, so that Camel's messages name the right ones.
   */
  public static RouteFile callable(RouteFile file) {
    boolean scheduled =
        file.routes().size() == 1 && file.routes().get(0).from().scheme().equals("quartz");
    if (!scheduled || !file.mistakes().isEmpty()) {
      return file;
    }
    List<EndpointUse> uses = new ArrayList<>(file.uses());
    uses.add(
        new EndpointUse(
            "direct:" + file.stem(), Map.of(), file.routes().get(0).from().line(), Map.of(), true));
    return new RouteFile(
        file.path(),
        file.text().stripTrailing() + "\n" + AS_STEP.formatted(file.stem()),
        file.routes(),
        List.copyOf(uses),
        file.mistakes());
  }
}
