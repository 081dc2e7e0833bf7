package dev.caramel.api;

import dev.caramel.sandbox.Sandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
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
  @Primary
  GivenPrograms givenPrograms() {
    return new GivenPrograms();
  }
}
