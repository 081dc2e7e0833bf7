package dev.caramel.api;

import dev.caramel.sandbox.Sandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The application with a PostgreSQL and a Sugar of its own, and stand-ins for syncs and runs. */
class ApiTestSetup {
  @Bean
  EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.start();
  }

  @Bean
  DataSource dataSource(EmbeddedPostgres postgres) {
    return postgres.getPostgresDatabase();
  }

  @Bean
  Sandbox sandbox() {
    return Sandbox.builder().leads(30).contacts(5).prospects(5).start();
  }

  @Bean
  DynamicPropertyRegistrar sugarIsTheSandbox(Sandbox sandbox) {
    return settings -> {
      settings.add("caramel.sugar.url", sandbox::url);
      settings.add("caramel.sugar.username", () -> "caramel");
      settings.add("caramel.sugar.password", () -> "sandbox");
    };
  }

  @Bean
  @Primary
  RecordedRuns recordedRuns() {
    return new RecordedRuns();
  }

  @Bean
  @Primary
  GivenSyncs givenSyncs() {
    return new GivenSyncs();
  }

  @Bean
  RouteFiles routeFiles(CamelContext camel) {
    return new RouteFiles(camel);
  }

  /** Loads the shipped routes of the API. */
  record RouteFiles(CamelContext camel) {
    @EventListener(ApplicationReadyEvent.class)
    void load() throws Exception {
      RoutesLoader loader = PluginHelper.getRoutesLoader(camel);
      for (String pattern :
          List.of("routes/policies/*.yaml", "routes/sugar/*.yaml", "routes/api/*.yaml")) {
        for (Resource file :
            new PathMatchingResourcePatternResolver().getResources("classpath:" + pattern)) {
          String path = pattern.substring(0, pattern.lastIndexOf('/') + 1) + file.getFilename();
          loader.loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:" + path));
        }
      }
    }
  }
}
