package dev.caramel.sugar;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The configured connections, by name. */
@Component
class SugarConnections {
  static final String DEFAULT = SugarSettings.DEFAULT_CONNECTION;
  private static final Secret NO_SECRET = Secret.valueOf("");

  private final Supplier<SugarSettings> settings;

  SugarConnections(SugarSettings settings, ObjectProvider<ChangingSettings> changing) {
    this.settings =
        () -> {
          ChangingSettings files = changing.getIfAvailable();
          return files == null ? settings : files.current();
        };
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(DEFAULT);
    settings.get().connections().keySet().stream()
        .filter(n -> !n.equals(DEFAULT))
        .forEach(names::add);
    return names;
  }

  boolean has(String name) {
    return names().contains(name);
  }

  /**
   * The connection of that name.
   *
   * @throws SugarException.NotConfigured if a setting is missing; the message names all of them
   */
  SugarConnection get(String name) {
    if (!has(name)) {
      throw new SugarException.NotConfigured(
          "There is no connection named "
              + name
              + ": set caramel.sugar.connections."
              + name
              + ".url, .username and .password, or use one of "
              + String.join(", ", names()));
    }
    SugarSettings.Connection given = given(name);
    List<String> missing = missing(name);
    if (!missing.isEmpty()) {
      throw new SugarException.NotConfigured(
          "Sugar is not configured yet: set " + String.join(" and ", missing));
    }
    SugarConnection connection = connection(name, given);
    if (!isAddress(connection.url())) {
      throw new SugarException.NotConfigured(
          prefix(name)
              + "url is not the address of a web server: "
              + connection.url()
              + ". Set it to something like https://crm.example.com");
    }
    return connection;
  }

  /** Names of the settings that the connection lacks. */
  List<String> missing(String name) {
    SugarSettings.Connection given = given(name);
    String prefix = prefix(name);
    List<String> missing = new ArrayList<>();
    if (isBlank(given.url())) {
      missing.add(described(prefix + "url"));
    }
    if (isBlank(given.username())) {
      missing.add(described(prefix + "username"));
    }
    if (given.password() == null || given.password().isEmpty()) {
      missing.add(described(prefix + "password"));
    }
    return missing;
  }

  private SugarConnection connection(String name, SugarSettings.Connection given) {
    SugarSettings first = settings.get();
    return new SugarConnection(
        name,
        bareUrl(String.valueOf(given.url())),
        String.valueOf(given.username()).strip(),
        given.password() == null ? NO_SECRET : given.password(),
        isBlank(given.platform()) ? first.platform() : given.platform().strip(),
        given.clientId() == null ? first.clientId() : given.clientId(),
        given.clientSecret() == null ? NO_SECRET : given.clientSecret(),
        blankToNull(given.apiVersion()),
        blankToNull(given.language()));
  }

  private SugarSettings.Connection given(String name) {
    SugarSettings first = settings.get();
    SugarSettings.Connection named = first.connections().get(name);
    return named != null
        ? named
        : new SugarSettings.Connection(
            first.url(),
            first.username(),
            first.password(),
            first.platform(),
            first.apiVersion(),
            first.clientId(),
            first.clientSecret(),
            first.language());
  }

  private String prefix(String name) {
    return isFirst(name) ? "caramel.sugar." : "caramel.sugar.connections." + name + ".";
  }

  private static boolean isAddress(String url) {
    try {
      URI address = new URI(url);
      return address.getHost() != null
          && ("http".equalsIgnoreCase(address.getScheme())
              || "https".equalsIgnoreCase(address.getScheme()));
    } catch (URISyntaxException e) {
      // Whoever asks says so in the words of the setting.
      return false;
    }
  }

  private boolean isFirst(String name) {
    return name.equals(DEFAULT) && !settings.get().connections().containsKey(DEFAULT);
  }

  private static String described(String setting) {
    return setting
        + " ("
        + setting.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "")
        + ")";
  }

  /**
   * People paste what their browser shows: the address may end in a slash, or in Sugar's own path.
   */
  private static String bareUrl(String url) {
    return url.strip()
        .replaceFirst("[?#].*$", "")
        .replaceFirst("/(rest|index\\.php)(/.*)?$", "")
        .replaceFirst("/+$", "");
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return isBlank(text) ? null : text.strip();
  }
}
