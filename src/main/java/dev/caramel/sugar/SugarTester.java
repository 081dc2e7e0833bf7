package dev.caramel.sugar;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sugar.SugarTestReport.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tests a connection step by step, so that whoever set it up reads which step fails and what to do.
 * It uses the session that the syncs use, and so ends none; a login that was refused is tried anew.
 */
@Component("sugarTester")
public class SugarTester {
  private final SugarConnections connections;
  private final NetworkProbe network;
  private final SugarRoutes routes;
  private final SugarSessions sessions;
  private final Sugar sugar;
  private final ObjectProvider<MappedFields> mapped;
  private final ObjectMapper json;

  SugarTester(
      SugarConnections connections,
      NetworkProbe network,
      SugarRoutes routes,
      SugarSessions sessions,
      Sugar sugar,
      ObjectProvider<MappedFields> mapped,
      ObjectMapper json) {
    this.connections = connections;
    this.network = network;
    this.routes = routes;
    this.sessions = sessions;
    this.sugar = sugar;
    this.mapped = mapped;
    this.json = json;
  }

  /**
   * Tests a connection.
   *
   * @param connection name of the connection; null for the default one
   */
  public SugarTestReport test(@Nullable String connection) {
    String name = connection == null ? sugar.defaultConnection() : connection;
    List<Step> steps = new ArrayList<>();
    boolean complete =
        settings(name, steps)
            && reachable(name, steps)
            && isSugar(name, steps)
            && login(name, steps);
    if (complete) {
      release(name, steps);
      rights(name, steps);
    }
    return new SugarTestReport(steps.stream().allMatch(Step::ok), List.copyOf(steps));
  }

  private boolean settings(String name, List<Step> steps) {
    try {
      SugarConnection connection = connections.get(name);
      return add(
          steps,
          new Step(
              "settings",
              true,
              "User "
                  + connection.username()
                  + " at "
                  + connection.url()
                  + " on platform "
                  + connection.platform(),
              null));
    } catch (SugarException.NotConfigured missing) {
      return add(
          steps,
          new Step(
              "settings",
              false,
              String.valueOf(missing.getMessage()),
              "Give Caramel these settings, as properties or environment variables, and restart"
                  + " it"));
    }
  }

  private boolean reachable(String name, List<Step> steps) {
    for (Step step : network.steps(connections.get(name).url())) {
      if (!add(steps, step)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSugar(String name, List<Step> steps) {
    String url = connections.get(name).url();
    try {
      SugarAnswer answer =
          routes.probe(connections.get(name).address(SugarVersions.LOWEST, "ping"));
      boolean ok = answer.error(json).isSugars() || answer.isSuccess() && !answer.isPage();
      return add(
          steps,
          ok
              ? new Step("sugar", true, "A Sugar answers at " + url, null)
              : new Step(
                  "sugar",
                  false,
                  "Something else than a Sugar answers at "
                      + url
                      + " (status "
                      + answer.status()
                      + ")",
                  "Set caramel.sugar.url to the address that the browser shows in Sugar, up to and"
                      + " without /#; look for a proxy or login page in between"));
    } catch (IOException e) {
      return add(steps, new Step("sugar", false, Outage.words(e, url), "Look at Sugar's own log"));
    } catch (SugarException e) {
      return add(steps, failed("sugar", e, "Look whether Sugar's web server works"));
    }
  }

  private boolean login(String name, List<Step> steps) {
    SugarConnection connection = connections.get(name);
    sessions.unblock(connection);
    try {
      ping(name);
    } catch (SugarException.LoginRefused refused) {
      String advice = "Mend what is said, then test again; nothing else is needed";
      if (refused.isOfPlatform()) {
        return add(steps, failed("platform", refused, advice));
      }
      platform(connection, steps);
      return add(steps, failed("login", refused, advice));
    } catch (SugarException e) {
      return add(steps, failed("login", e, "Test again a little later; see Sugar's own log"));
    }
    platform(connection, steps);
    return add(steps, new Step("login", true, "Logged in as " + connection.username(), null));
  }

  private static void platform(SugarConnection connection, List<Step> steps) {
    add(
        steps,
        new Step(
            "platform",
            true,
            "The platform " + connection.platform() + " may be used",
            connection.platform().equals("base")
                ? "Use a platform of its own: on base, each login of Caramel ends the user's own"
                : null));
  }

  private void release(String name, List<Step> steps) {
    add(
        steps,
        attempt(
            "release",
            () ->
                new Step(
                    "release",
                    true,
                    "Sugar " + sugar.release(name) + ", spoken to as " + sugar.apiVersion(name),
                    null)));
  }

  private void rights(String name, List<Step> steps) {
    sugar.forgetMetadata(name);
    List<MappedFields.Need> needs =
        mapped.orderedStream().flatMap(source -> source.of(name).stream()).toList();
    for (MappedFields.Need need : needs) {
      add(steps, attempt("rights of " + need.sync(), () -> new RightsCheck(sugar, name).of(need)));
    }
  }

  private void ping(String connection) {
    sugar.call(
        SugarRequest.get(connection, "ping", Map.of(), "testing the session", json::readTree));
  }

  private static Step attempt(String name, Supplier<Step> step) {
    try {
      return step.get();
    } catch (SugarException e) {
      return failed(name, e, "Mend what is said, then test again");
    }
  }

  private static Step failed(String name, SugarException e, String advice) {
    return new Step(name, false, String.valueOf(e.getMessage()), advice);
  }

  private static boolean add(List<Step> steps, Step step) {
    steps.add(step);
    return step.ok();
  }
}
