package dev.caramel;

import dev.caramel.sync.files.CheckCommand;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Caramel: the routes that keep marketing lists and SugarCRM in step. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Caramel {

  /**
   * Starts the program, or with {@code check} as its first argument only judges the route files.
   *
   * @param arguments Spring Boot arguments, such as {@code --server.port=8081}; behind {@code
   *     check} those of {@link CheckCommand}
   */
  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    if (!all.isEmpty() && all.get(0).equals(CheckCommand.NAME)) {
      System.exit(CheckCommand.run(all.subList(1, all.size())));
    }
    SpringApplication.run(Caramel.class, arguments);
  }
}
