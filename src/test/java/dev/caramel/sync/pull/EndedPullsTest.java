package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.bean.BeanComponent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an ended pull leaves in memory. Camel's cache of beans keeps the object that a route asked,
 * strongly, so that a node that lives for weeks would keep the last page of each of its runs.
 */
class EndedPullsTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(20)).with("caramel.pull.page-size", 5);

  private static final String DEFINITION =
      """
      list: Ended
      module: Leads
      columns:
        Email: email
      pull:
        add: true
      """;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void holdsNoPage(boolean fails) {
    if (fails) {
      caramel.sandbox().faults().add(Fault.ofStatus(403).on("POST .*/Leads/filter$").at(2));
    }
    Set<Pull> ended = ConcurrentHashMap.newKeySet();
    caramel
        .bean(CamelContext.class)
        .getManagementStrategy()
        .addEventNotifier(
            new EventNotifierSupport() {
              @Override
              public void notify(CamelEvent event) {
                boolean end =
                    event instanceof CamelEvent.ExchangeCompletedEvent
                        || event instanceof CamelEvent.ExchangeFailedEvent;
                if (end) {
                  CamelEvent.ExchangeEvent of = (CamelEvent.ExchangeEvent) event;
                  Pull pull = of.getExchange().getProperty(Pull.PROPERTY, Pull.class);
                  if (pull != null) {
                    ended.add(pull);
                  }
                }
              }
            });

    JsonNode run = caramel.sync("ended-" + fails, DEFINITION);

    assertThat(run.path("outcome").asText()).isEqualTo(fails ? "failed" : "succeeded");
    await().untilAsserted(() -> assertThat(ended).isNotEmpty());
    assertThat(ended)
        .allSatisfy(
            pull -> {
              assertThat(pull.walk.holdsPages()).isFalse();
              assertThat(pull.noted).isNull();
              assertThat(pull.rejected).isNull();
            });
  }

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
  }

  @Test
  void onlySomeAreKept() {
    caramel.sync("often", DEFINITION);
    for (int run = 0; run < 60; run++) {
      caramel.run("often");
    }

    BeanComponent beans =
        caramel.bean(CamelContext.class).getComponent("bean", BeanComponent.class);
    assertThat(beans.getCurrentBeanCacheSize()).isBetween(1, 60);
    assertThat(beans.getBeanInfoCacheSize()).isEqualTo(50);
  }
}
