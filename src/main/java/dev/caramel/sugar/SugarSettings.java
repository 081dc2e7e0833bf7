package dev.caramel.sugar;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Sugar is reached. A missing address or user is no reason not to start: runs and the test of
 * the connection say what is missing.
 *
 * @param url address of Sugar, such as {@code https://crm.example.com} or {@code
 *     https://example.com/sugar}; without {@code /rest}
 * @param username user that Caramel logs in as; best one of its own, with full team access
 * @param password password of that user
 * @param platform name of Caramel's own API platform in Sugar; a login of the same user and
 *     platform elsewhere ends Caramel's session
 * @param apiVersion version of the REST API, such as {@code v11_5}; found out unless given
 * @param clientId OAuth key that Caramel logs in with; Sugar makes {@code sugar} by itself
 * @param clientSecret secret of that OAuth key; {@code sugar} has none
 * @param language language of the labels, such as {@code en_us}; the user's own unless given
 * @param maxParallelRequests most requests that one Sugar serves for this node at a time
 * @param connectTimeout how long opening a connection may take
 * @param responseTimeout how long Sugar may be silent before a request counts as lost
 * @param queueTimeout how long a request may wait for one of the parallel ones to end
 * @param sessionSkew how long before its end a session is renewed
 * @param loginBlock how long a refused login keeps Caramel from trying again by itself
 * @param metadataCheck how often, at most, Sugar is asked whether its metadata changed
 * @param connections further Sugars, by name
 */
@ConfigurationProperties("caramel.sugar")
public record SugarSettings(
    @Nullable String url,
    @Nullable String username,
    @Nullable Secret password,
    @DefaultValue("caramel") String platform,
    @Nullable String apiVersion,
    @DefaultValue("sugar") String clientId,
    @Nullable Secret clientSecret,
    @Nullable String language,
    @DefaultValue("4") int maxParallelRequests,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("60s") Duration responseTimeout,
    @DefaultValue("5m") Duration queueTimeout,
    @DefaultValue("60s") Duration sessionSkew,
    @DefaultValue("1h") Duration loginBlock,
    @DefaultValue("1m") Duration metadataCheck,
    @DefaultValue Map<String, Connection> connections) {
  /** Name of the connection that {@code caramel.sugar.url} and its neighbours describe. */
  public static final String DEFAULT_CONNECTION = "default";

  /**
   * The same settings with another platform for all connections, so that logins under them never
   * end the sessions of the running program.
   *
   * @param name name of the platform
   */
  public SugarSettings onPlatform(String name) {
    Map<String, Connection> further = new LinkedHashMap<>();
    connections.forEach((id, connection) -> further.put(id, connection.onPlatform(name)));
    return new SugarSettings(
        url,
        username,
        password,
        name,
        apiVersion,
        clientId,
        clientSecret,
        language,
        maxParallelRequests,
        connectTimeout,
        responseTimeout,
        queueTimeout,
        sessionSkew,
        loginBlock,
        metadataCheck,
        further);
  }

  /**
   * One further Sugar.
   *
   * @param url address of that Sugar, without {@code /rest}
   * @param username user that Caramel logs in as
   * @param password password of that user
   * @param platform name of Caramel's API platform there; that of the first Sugar unless given
   * @param apiVersion version of the REST API; found out unless given
   * @param clientId OAuth key; that of the first Sugar unless given
   * @param clientSecret secret of that OAuth key
   * @param language language of the labels; the user's own unless given
   */
  public record Connection(
      @Nullable String url,
      @Nullable String username,
      @Nullable Secret password,
      @Nullable String platform,
      @Nullable String apiVersion,
      @Nullable String clientId,
      @Nullable Secret clientSecret,
      @Nullable String language) {
    private Connection onPlatform(String name) {
      return new Connection(
          url, username, password, name, apiVersion, clientId, clientSecret, language);
    }
  }
}
