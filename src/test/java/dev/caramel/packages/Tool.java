package dev.caramel.packages;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the machine must have for the packages to run, beside Java. */
enum Tool {
  /** PHP with cURL and zip, which runs what is installed. */
  PHP(List.of(Path.of("/usr/bin/php"))),

  /** Chromium, and the libraries that Sugar's pages bring along. */
  BROWSER(
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("src/test/browser/node_modules/playwright-core"),
          Path.of("src/test/browser/node_modules/handlebars")));

  /** Set where tests that cannot run are a fault, as in continuous integration. */
  private static final boolean REQUIRED =
      "required".equals(System.getenv("CARAMEL_BROWSER_AND_PHP"));

  private final List<Path> files;

  Tool(List<Path> files) {
    this.files = files;
  }

  private Stream<String> missing() {
    return files.stream().filter(file -> !Files.exists(file)).map(Path::toString);
  }

  /** A test class that is left out, visibly, where these are missing. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(Condition.class)
  @interface Needs {
    /** The tools. */
    Tool[] value();
  }

  /** Judges a class before anything is started for it. */
  static final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Needs needs = context.getRequiredTestClass().getAnnotation(Needs.class);
      List<String> missing =
          needs == null
              ? List.of()
              : Stream.of(needs.value()).flatMap(Tool::missing).distinct().toList();
      if (missing.isEmpty()) {
        return ConditionEvaluationResult.enabled("everything is there");
      }
      String reason =
          "%s is left out: %s missing; .ci/install-browser-and-php installs it"
              .formatted(
                  context.getRequiredTestClass().getSimpleName(), String.join(", ", missing));
      if (REQUIRED) {
        throw new IllegalStateException(reason);
      }
      if (context.getTestMethod().isEmpty()) {
        System.out.println("[WARNING] " + reason);
      }
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
