package dev.caramel.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the API reads paths, and reads and writes JSON. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
  /**
   * The API's own mapper: strict in what it reads, so that a mistake in a request is never passed
   * over in silence; times in whole seconds of UTC; numbers as they are stored.
   */
  @Bean(defaultCandidate = false)
  ObjectMapper apiJson() {
    return JsonMapper.builder()
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
        .addModule(new SimpleModule().addSerializer(Instant.class, new WholeSeconds()))
        .build();
  }

  /** Names of columns may have a slash: its code in a path does not end a part of the path. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> slashesInNames() {
    String handling = EncodedSolidusHandling.PASS_THROUGH.getValue();
    return server ->
        server.addConnectorCustomizers(connector -> connector.setEncodedSolidusHandling(handling));
  }

  /** Writes {@code 2026-11-23T18:00:00Z}. */
  private static final class WholeSeconds extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    WholeSeconds() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(time.truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }
}
