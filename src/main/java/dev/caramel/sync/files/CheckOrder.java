package dev.caramel.sync.files;

import dev.caramel.sync.definition.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command {@code check} is asked to do.
 *
 * @param directory the routes directory, or null for the one of the settings
 * @param offline whether what needs Sugar is left out
 * @param help whether only the usage is to be told
 * @param settings settings of the program, as {@code --caramel.sugar.url=...}
 */
record CheckOrder(@Nullable Path directory, boolean offline, boolean help, List<String> settings) {
  private static final String OFFLINE = "--offline";
  private static final String HELP = "--help";

  /** How the command is used. */
  static final String USAGE =
      """
      Usage: java -jar caramel.jar check [routes] [--offline] [--<setting>=<value> ...]

      Judges all route files as the running program would, without running or changing anything,
      and tells every mistake with file and line. No database is needed.

        routes               the routes directory, which holds syncs/; unless it is given, that of
                             the setting caramel.routes.directory (CARAMEL_ROUTES_DIRECTORY),
                             else ./routes
        --offline            leave out what only Sugar can judge: modules, fields, filters,
                             target lists, teams
        --<setting>=<value>  any setting of the program, such as --caramel.sugar.url=...
        --help               tell this

      Unless it is offline, it asks the Sugar of the settings (CARAMEL_SUGAR_URL,
      CARAMEL_SUGAR_USERNAME, CARAMEL_SUGAR_PASSWORD). It logs in under the platform caramel-check,
      so that it never ends the session of a running Caramel. Register that platform in Sugar
      under Admin > Configure API Platforms.

      Exit code: 0 no mistakes; 1 mistakes; 2 wrong usage; 3 no mistakes found, but Sugar could not
      be asked.
      """;

  /** The command was called wrongly. */
  static final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misused(String message) {
      super(message);
    }
  }

  /**
   * Reads what stands behind {@code check}.
   *
   * @throws Misused if something is no argument of this command
   */
  static CheckOrder read(List<String> arguments) {
    List<String> settings = new ArrayList<>();
    Path directory = null;
    for (String argument : arguments) {
      if (argument.equals(OFFLINE) || argument.equals(HELP) || argument.equals("-h")) {
        continue;
      }
      if (argument.startsWith("--") && argument.contains(".") && argument.contains("=")) {
        settings.add(argument);
      } else if (argument.startsWith("-")) {
        throw new Misused(
            "There is no option '%s'.".formatted(argument)
                + Suggestion.sentence(argument, List.of(OFFLINE, HELP)));
      } else if (directory != null) {
        throw new Misused(
            "One routes directory is checked at a time, not '%s' and '%s'."
                .formatted(directory, argument));
      } else {
        directory = Path.of(argument);
      }
    }
    return new CheckOrder(
        directory,
        arguments.contains(OFFLINE),
        arguments.contains(HELP) || arguments.contains("-h"),
        List.copyOf(settings));
  }
}
