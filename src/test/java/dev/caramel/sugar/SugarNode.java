package dev.caramel.sugar;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;

/** One node with Sugar's part only: beans, routes and a database. */
final class SugarNode implements AutoCloseable {
  private static final List<String> ROUTES =
      List.of(
          "policies/sugar-errors",
          "sugar/sugar-http",
          "sugar/sugar-login",
          "sugar/sugar-call",
          "sugar/sugar-request");

  private final ConfigurableApplicationContext context;

  private SugarNode(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static SugarNode start(String database, String sugarUrl, String... properties) {
    return start(Clock.systemUTC(), database, sugarUrl, properties);
  }

  static SugarNode start(Clock clock, String database, String sugarUrl, String... properties) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "spring.datasource.url=" + database,
                "spring.datasource.username=postgres",
                "spring.autoconfigure.exclude="
                    + "org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration",
                "spring.jmx.enabled=false",
                "caramel.sugar.url=" + sugarUrl,
                "caramel.sugar.username=caramel",
                "caramel.sugar.password=sandbox",
                "caramel.sugar.policy.busy.first-pause=5ms",
                "caramel.sugar.policy.busy.longest-pause=20ms",
                "caramel.sugar.policy.no-answer.first-pause=5ms",
                "caramel.sugar.policy.no-answer.longest-pause=20ms"));
    all.addAll(List.of(properties));
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .initializers(
                made -> ((GenericApplicationContext) made).registerBean(Clock.class, () -> clock))
            .run(lastOfEach(all));
    SugarNode node = new SugarNode(context);
    node.loadRoutes();
    return node;
  }

  /** Spring joins a setting that is given twice; a test means the later one. */
  private static String[] lastOfEach(List<String> properties) {
    Map<String, String> arguments = new LinkedHashMap<>();
    for (String property : properties) {
      arguments.put(property.substring(0, property.indexOf('=')), "--" + property);
    }
    return arguments.values().toArray(new String[0]);
  }

  private void loadRoutes() {
    CamelContext camel = camel();
    for (String route : ROUTES) {
      Resource resource =
          PluginHelper.getResourceLoader(camel)
              .resolveResource("classpath:routes/" + route + ".camel.yaml");
      try {
        PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
      } catch (Exception e) {
        throw new IllegalStateException(route, e);
      }
    }
  }

  Sugar sugar() {
    return bean(Sugar.class);
  }

  CamelContext camel() {
    return bean(CamelContext.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  @EnableAutoConfiguration
  @EnableConfigurationProperties(SugarSettings.class)
  @ComponentScan("dev.caramel.sugar")
  static class Application {}
}
