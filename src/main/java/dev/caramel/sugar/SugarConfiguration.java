package dev.caramel.sugar;

import org.apache.camel.Ordered;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Joins Sugar's part to Camel's HTTP component and to the database. */
@Configuration(proxyBeanMethods = false)
class SugarConfiguration {

  /** Sessions in the database; in memory where there is none, as in a check of files. */
  @Bean
  SessionStore sessionStore(
      ObjectProvider<JdbcClient> jdbc, ObjectProvider<PlatformTransactionManager> transactions) {
    JdbcClient client = jdbc.getIfAvailable();
    PlatformTransactionManager manager = transactions.getIfAvailable();
    return client == null || manager == null
        ? new LocalSessionStore()
        : new DatabaseSessionStore(client, manager);
  }

  /**
   * Time-outs and the limit of parallel requests, in the words of our settings. Camel takes its
   * customizers as a set, in any order: only as the last one it is sure to hold.
   */
  @Bean
  ComponentCustomizer sugarHttp(SugarSettings settings) {
    return ComponentCustomizer.builder(HttpComponent.class)
        .withOrder(Ordered.LOWEST)
        .build(http -> configure(http, settings));
  }

  private static void configure(HttpComponent http, SugarSettings settings) {
    http.setConnectTimeout(settings.connectTimeout().toMillis());
    http.setResponseTimeout(settings.responseTimeout().toMillis());
    http.setSoTimeout(settings.responseTimeout().toMillis());
    http.setConnectionRequestTimeout(settings.queueTimeout().toMillis());
    http.setConnectionsPerRoute(settings.maxParallelRequests());
    // Repeating is the business of the error policy, in one place; a redirect could carry the
    // token to another host.
    http.setAutomaticRetriesDisabled(true);
    http.setFollowRedirects(false);
    http.setCookieManagementDisabled(true);
  }

  /** For the step that sends: answers are kept in small parts. */
  @Bean
  HttpClientConfigurer answersInParts() {
    return client -> client.addExecInterceptorFirst("parts", BodyInParts.READER);
  }
}
