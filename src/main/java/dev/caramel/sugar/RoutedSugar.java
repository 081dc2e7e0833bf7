package dev.caramel.sugar;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sugar as the routes reach it. */
@Component
class RoutedSugar implements Sugar {
  private final SugarRoutes routes;
  private final SugarConnections connections;
  private final SugarVersions versions;
  private final SugarMetadata metadata;
  private final SugarTime time;

  RoutedSugar(
      SugarRoutes routes,
      SugarConnections connections,
      SugarVersions versions,
      SugarMetadata metadata,
      SugarTime time) {
    this.routes = routes;
    this.connections = connections;
    this.versions = versions;
    this.metadata = metadata;
    this.time = time;
  }

  @Override
  public <T> T call(SugarRequest<T> request) {
    return routes.request(request);
  }

  @Override
  public String defaultConnection() {
    return SugarConnections.DEFAULT;
  }

  @Override
  public boolean hasConnection(String connection) {
    return connections.has(connection);
  }

  @Override
  public List<String> connections() {
    return connections.names();
  }

  @Override
  public Instant now(String connection) {
    return time.now(connection);
  }

  @Override
  public String release(String connection) {
    SugarConnection known = connections.get(connection);
    String release = versions.known(known);
    return release.isEmpty() ? routes.request(versions.question(connection)) : release;
  }

  @Override
  public String apiVersion(String connection) {
    SugarConnection known = connections.get(connection);
    String configured = versions.ready(known);
    if (configured.isEmpty()) {
      // A first request finds it out, under the error policy.
      routes.request(versions.question(connection));
    }
    return versions.ready(known);
  }

  @Override
  public Optional<SugarModule> module(String connection, String module) {
    return metadata.module(connection, module);
  }

  @Override
  public List<String> modules(String connection) {
    return metadata.modules(connection);
  }

  @Override
  public Map<String, String> options(String connection, String module, String field) {
    return metadata.options(connection, module, field);
  }

  @Override
  public void forgetMetadata(String connection) {
    metadata.forget(connection);
    versions.forget(connections.get(connection));
  }
}
