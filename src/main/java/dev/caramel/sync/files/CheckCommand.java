package dev.caramel.sync.files;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/**
 * The command {@code check}: judges all route files without running anything, for a person before a
 * commit and for a build server before a merge.
 */
public final class CheckCommand {
  /** First argument of the program that asks for this command. */
  public static final String NAME = "check";

  static final int RIGHT = 0;
  static final int WRONG = 1;
  static final int MISUSED = 2;
  static final int UNJUDGED = 3;

  /** A check gives up sooner than a run, which has all night. */
  private static final Map<String, Object> PATIENCE =
      Map.of(
          "caramel.sugar.policy.no-answer.repetitions", "1",
          "caramel.sugar.policy.busy.bound", "30s");

  private final PrintStream out;

  private CheckCommand(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the command and speaks to the standard output.
   *
   * @param arguments what stands behind {@code check}
   * @return the exit code: 0 no mistakes, 1 mistakes, 2 wrong usage, 3 Sugar could not be asked
   */
  public static int run(List<String> arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    return run(arguments, out);
  }

  /** Runs the command and speaks to that stream. */
  static int run(List<String> arguments, PrintStream out) {
    CheckCommand command = new CheckCommand(out);
    try {
      CheckOrder order = CheckOrder.read(arguments);
      if (order.help()) {
        out.print(CheckOrder.USAGE);
        return RIGHT;
      }
      return command.check(order);
    } catch (CheckOrder.Misused e) {
      out.println(e.getMessage());
      out.println("java -jar caramel.jar check --help tells how it is used.");
      return MISUSED;
    }
  }

  private int check(CheckOrder order) {
    try (ConfigurableApplicationContext context = open(order)) {
      Path directory = directory(order, context);
      Map<String, RouteText> files = new RoutesDirectory(directory, Clock.systemUTC()).readNow();
      if (files.isEmpty()) {
        throw new CheckOrder.Misused(
            "There is no route file in %s: name the folder that holds syncs/."
                .formatted(directory));
      }
      CheckSugar sugar = order.offline() ? null : new CheckSugar(context);
      CheckedFiles checked =
          new CheckedFiles(
              new FileJudge(Clock.systemUTC()),
              files,
              sugar == null ? List.of() : sugar.connections());
      List<CheckFinding> findings = new ArrayList<>(checked.judge());
      findings.addAll(CheckedFiles.misnamed(directory));
      if (sugar != null) {
        findings.addAll(sugar.judge(checked.syncs()));
      }
      return tell(findings, directory, checked.count(), sugar);
    }
  }

  /** The settings of the program, and unless it is offline Sugar's part of it; and no noise. */
  private static ConfigurableApplicationContext open(CheckOrder order) {
    List<String> arguments = new ArrayList<>(order.settings());
    arguments.add("--logging.level.root=off");
    arguments.add("--spring.main.web-application-type=none");
    try {
      return new SpringApplicationBuilder(
              order.offline() ? SettingsOnly.class : CheckSugar.Part.class)
          .web(WebApplicationType.NONE)
          .bannerMode(Banner.Mode.OFF)
          .logStartupInfo(false)
          .registerShutdownHook(false)
          .properties(PATIENCE)
          .run(arguments.toArray(String[]::new));
    } catch (RuntimeException e) { // whatever the setting's type makes of a wrong value
      throw new CheckOrder.Misused(
          "The settings cannot be used: "
              + NestedExceptionUtils.getMostSpecificCause(e).getMessage());
    }
  }

  private static Path directory(CheckOrder order, ConfigurableApplicationContext context) {
    Path directory = order.directory();
    if (directory == null) {
      directory =
          Path.of(context.getEnvironment().getProperty("caramel.routes.directory", "routes"));
    }
    if (!Files.isDirectory(directory)) {
      throw new CheckOrder.Misused("There is no routes directory %s.".formatted(directory));
    }
    return directory;
  }

  private int tell(
      List<CheckFinding> findings, Path directory, int files, @Nullable CheckSugar sugar) {
    String place = directory.toString().replace('\\', '/').replaceFirst("/+$", "");
    findings.stream()
        .sorted(CheckFinding.ORDER)
        .distinct()
        .map(finding -> finding.line(place))
        .forEach(out::println);
    List<CheckFinding> wrong = findings.stream().filter(CheckFinding::wrong).distinct().toList();
    long wrongFiles = wrong.stream().map(CheckFinding::path).distinct().count();
    out.println(
        "Checked %s in %s: %s"
            .formatted(
                counted(files, "file"),
                place,
                wrong.isEmpty()
                    ? "no mistakes."
                    : "%s in %s."
                        .formatted(counted(wrong.size(), "mistake"), counted(wrongFiles, "file"))));
    int unjudged = tellUnjudged(sugar);
    return wrong.isEmpty() ? unjudged : WRONG;
  }

  private int tellUnjudged(@Nullable CheckSugar sugar) {
    if (sugar == null) {
      out.println(
          "Sugar was not asked (--offline): modules, fields, filters, target lists and teams are unjudged.");
      return RIGHT;
    }
    if (sugar.unjudged() == 0) {
      return RIGHT;
    }
    out.println(
        "%s could not be judged against Sugar; --offline leaves that out."
            .formatted(counted(sugar.unjudged(), "file")));
    sugar.reasons().forEach(reason -> out.println("  " + reason));
    return UNJUDGED;
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** The settings of the program and nothing else of it. */
  static class SettingsOnly {}
}
