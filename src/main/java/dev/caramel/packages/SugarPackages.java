package dev.caramel.packages;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Answers requests under {@code /packages/}: the page that leads through the installation, its
 * style, and the zips, which ride in the jar as the build made them.
 */
@Component("sugarPackages")
public class SugarPackages {
  private static final Map<String, Served> FILES =
      Map.of(
          "/packages/",
          new Served("packages-page/index.html", "text/html;charset=UTF-8"),
          "/packages/style.css",
          new Served("packages-page/style.css", "text/css;charset=UTF-8"),
          "/packages/caramel-platform.zip",
          Served.zip("caramel-platform.zip"),
          "/packages/caramel-integrator.zip",
          Served.zip("caramel-integrator.zip"),
          "/packages/caramel-integrator-sugar-8-to-10.zip",
          Served.zip("caramel-integrator-sugar-8-to-10.zip"));

  /**
   * Answers with the file of the request's path, a redirect from {@code /packages}, or 404.
   *
   * @param exchange the exchange of the request
   * @throws IOException if a file of the jar cannot be read
   */
  public void answer(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    String path =
        message.getHeader("CamelHttpServletRequest", HttpServletRequest.class).getRequestURI();
    message.removeHeaders("*");
    message.setHeader("X-Content-Type-Options", "nosniff");
    Served file = FILES.get(path);
    if (file != null) {
      file.into(message);
    } else if (path.equals("/packages")) {
      message.setHeader(Exchange.HTTP_RESPONSE_CODE, 308);
      message.setHeader("Location", "/packages/");
      message.setBody(null);
    } else {
      message.setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
      message.setHeader(Exchange.CONTENT_TYPE, "text/plain;charset=UTF-8");
      message.setBody("There is no such package. Which there are: /packages/\n");
    }
  }

  /** A file of the classpath, and how it is answered. */
  private record Served(String resource, String type) {
    static Served zip(String name) {
      return new Served("packages/" + name, "application/zip");
    }

    void into(Message message) throws IOException {
      ClassPathResource file = new ClassPathResource(resource);
      message.setHeader(Exchange.CONTENT_TYPE, type);
      if (type.equals("application/zip")) {
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        message.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        message.setBody(file.getContentAsByteArray());
      } else {
        message.setHeader("Content-Security-Policy", "default-src 'self'; img-src 'self' data:");
        message.setBody(file.getContentAsString(StandardCharsets.UTF_8));
      }
    }
  }
}
