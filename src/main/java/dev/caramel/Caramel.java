package dev.caramel;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Caramel: the routes that keep marketing lists and SugarCRM in step. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Caramel {

  /**
   * Starts the program.
   *
   * @param arguments Spring Boot arguments, such as {@code --server.port=8081}
   */
  public static void main(String[] arguments) {
    SpringApplication.run(Caramel.class, arguments);
  }
}
