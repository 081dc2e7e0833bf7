package dev.caramel.api;

import java.io.IOException;
import java.net.URI;
import java.util.Properties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the description of the API at {@code /openapi.yaml}, and a page to read and try it at
 * {@code /docs/}. Both tell nothing of an installation, so they need no key.
 */
@Configuration(proxyBeanMethods = false)
class Documentation {
  private static final String SWAGGER_UI = "org.webjars/swagger-ui";

  @Bean
  RouterFunction<ServerResponse> documentationPages() throws IOException {
    ClassPathResource description = new ClassPathResource("openapi/caramel.yaml");
    ClassPathResource page = new ClassPathResource("docs/index.html");
    return RouterFunctions.route()
        .GET(
            "/openapi.yaml",
            request ->
                ServerResponse.ok().contentType(MediaType.APPLICATION_YAML).body(description))
        .GET("/docs", request -> ServerResponse.permanentRedirect(URI.create("/docs/")).build())
        .GET("/docs/", request -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).body(page))
        .add(RouterFunctions.resources("/docs/**", new ClassPathResource("docs/")))
        .add(RouterFunctions.resources("/docs/**", swaggerUi()))
        .build();
  }

  /** The folder of Swagger UI's files, whichever version is on the classpath. */
  private static ClassPathResource swaggerUi() throws IOException {
    Properties build =
        PropertiesLoaderUtils.loadProperties(
            new ClassPathResource("META-INF/maven/" + SWAGGER_UI + "/pom.properties"));
    return new ClassPathResource(
        "META-INF/resources/webjars/swagger-ui/" + build.getProperty("version") + "/");
  }
}
