package dev.caramel.sugar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.testkit.RunningCaramel;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.ComponentCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the settings say about requests to Sugar is what its HTTP client does. */
class SugarSettingsHoldTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(1))
          .with("camel.component.http.response-timeout", 60_000)
          .with("camel.component.http.connections-per-route", 99)
          .with("caramel.sugar.response-timeout", "1234ms")
          .with("caramel.sugar.connect-timeout", "2345ms")
          .with("caramel.sugar.queue-timeout", "3456ms")
          .with("caramel.sugar.max-parallel-requests", 3);

  @Test
  void theyHoldWhateverElseConfiguresTheClient() {
    CamelContext camel = caramel.bean(CamelContext.class);
    HttpComponent http = camel.getComponent("http", HttpComponent.class);

    assertThat(http.getResponseTimeout()).isEqualTo(1234);
    assertThat(http.getSoTimeout()).isEqualTo(1234);
    assertThat(http.getConnectTimeout()).isEqualTo(2345);
    assertThat(http.getConnectionRequestTimeout()).isEqualTo(3456);
    assertThat(http.getConnectionsPerRoute()).isEqualTo(3);
    assertThat(http.isFollowRedirects()).isFalse();
    assertThat(camel.getEndpoints())
        .filteredOn(HttpEndpoint.class::isInstance)
        .hasSize(1)
        .allSatisfy(
            endpoint -> assertThat(((HttpEndpoint) endpoint).getResponseTimeout()).isEqualTo(1234));
  }

  /** Camel asks Spring for customizers as a set: those of one order come in any order. */
  @Test
  void theyAreTheLastToBeSet() {
    SugarSettings settings = caramel.bean(SugarSettings.class);
    ComponentCustomizer ours = new SugarConfiguration().sugarHttp(settings);
    List<ComponentCustomizer> others =
        caramel
            .bean(CamelContext.class)
            .getRegistry()
            .findByTypeWithName(ComponentCustomizer.class)
            .entrySet()
            .stream()
            .filter(named -> !named.getKey().equals("sugarHttp"))
            .map(Map.Entry::getValue)
            .toList();

    assertThat(others).isNotEmpty();
    assertThat(others).allMatch(other -> other.getOrder() < ours.getOrder());
  }
}
