package dev.caramel.sync.files;

import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.SugarSettings;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.SugarRules;
import dev.caramel.sync.definition.SyncFile;
import dev.caramel.sync.definition.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.springboot.HttpComponentAutoConfiguration;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.Environment;

/** Asks Sugar for the command {@code check}: under a platform of its own, and with no database. */
final class CheckSugar {
  /**
   * A second login of one user and platform ends the first (reference 3.5), so the running
   * program's platform is not ours.
   */
  static final String PLATFORM = "caramel-check";

  private final Sugar sugar;
  private final SugarRules rules;
  private final Map<String, Optional<String>> reachable = new HashMap<>();
  private final List<String> reasons = new ArrayList<>();
  private int unjudged;

  CheckSugar(ApplicationContext context) {
    this.sugar = context.getBean(Sugar.class);
    this.rules = new SugarRules(sugar);
    RouteSwap camel = new RouteSwap(context.getBean(CamelContext.class));
    ShippedRoutes.read().values().stream()
        .filter(file -> isSugars(file.path()))
        .sorted(RouteFiles.ORDER)
        .forEach(file -> load(camel, file));
  }

  private static boolean isSugars(String path) {
    return path.startsWith("sugar/") || path.equals("policies/sugar-errors.camel.yaml");
  }

  private static void load(RouteSwap camel, RouteText file) {
    try {
      camel.load(file.path(), file.text(), RouteSwap.Held.NOTHING);
    } catch (Exception e) { // Camel says no more than that
      throw new IllegalStateException("The shipped " + file.path() + " cannot be loaded", e);
    }
  }

  List<String> connections() {
    return sugar.connections();
  }

  /** What Sugar says about the files, as far as it can be asked. */
  List<CheckFinding> judge(List<SyncFile> files) {
    List<CheckFinding> findings = new ArrayList<>();
    for (SyncFile file : files) {
      String connection =
          Optional.ofNullable(Objects.requireNonNull(file.definition()).connection())
              .orElse(sugar.defaultConnection());
      if (!sugar.hasConnection(connection)) {
        continue; // told as a mistake of the file
      }
      Optional<String> reason = reachable.computeIfAbsent(connection, this::whyNot);
      if (reason.isPresent()) {
        notJudged(reason.get());
      } else {
        findings.addAll(judge(file, connection));
      }
    }
    return findings;
  }

  private List<CheckFinding> judge(SyncFile file, String connection) {
    List<CheckFinding> findings = new ArrayList<>();
    String path = file.file().path();
    Verdict verdict = rules.judge(file, connection);
    verdict.mistakes().forEach(mistake -> findings.add(CheckFinding.mistake(path, mistake)));
    verdict.notes().forEach(note -> findings.add(CheckFinding.note(path, note)));
    verdict.waitsFor().map(Mistake::message).ifPresent(this::notJudged);
    return findings;
  }

  /** Why a connection cannot be asked; asked once, so that no login is refused twice. */
  private Optional<String> whyNot(String connection) {
    try {
      sugar.modules(connection);
      return Optional.empty();
    } catch (SugarException e) {
      // A check does not stay to try again.
      return Optional.of(
          String.valueOf(e.getMessage())
              .replaceFirst("\\. Caramel tries again by itself at .*", ""));
    }
  }

  private void notJudged(String reason) {
    unjudged++;
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
  }

  /** How many files could not be judged. */
  int unjudged() {
    return unjudged;
  }

  /** Why they could not be, each reason once. */
  List<String> reasons() {
    return List.copyOf(reasons);
  }

  /** Sugar's part of the program alone. It is no configuration of the running program's. */
  @ImportAutoConfiguration({
    CamelAutoConfiguration.class,
    HttpComponentAutoConfiguration.class,
    JacksonAutoConfiguration.class
  })
  @ComponentScan("dev.caramel.sugar")
  static class Part {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    MeterRegistry meterRegistry() {
      return new SimpleMeterRegistry();
    }

    @Bean
    SugarSettings sugarSettings(Environment environment) {
      return Binder.get(environment)
          .bindOrCreate("caramel.sugar", SugarSettings.class)
          .onPlatform(PLATFORM);
    }
  }
}
