package dev.caramel.ops;

import dev.caramel.sugar.ChangingSettings;
import dev.caramel.sugar.SugarSettings;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/**
 * Notices that a file changed which the settings of Sugar come from: a password that is exchanged
 * in a folder of secrets is used by the next request, without a restart. What comes from the
 * command line or the environment stays as it was, and goes before files as at the start.
 */
@Component
class SettingsFromFiles implements ChangingSettings {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsFromFiles.class);

  private final ConfigurableEnvironment environment;
  private final SettingsFiles files;
  private Map<Path, SettingsFiles.State> seen;
  private SugarSettings settings;

  SettingsFromFiles(ConfigurableEnvironment environment, SugarSettings atStart) {
    this.environment = environment;
    this.files = SettingsFiles.of(environment);
    this.seen = files.states();
    this.settings = atStart;
  }

  @Override
  public synchronized SugarSettings current() {
    Map<Path, SettingsFiles.State> now = files.states();
    if (!now.equals(seen)) {
      seen = now;
      settings = readOr(settings);
    }
    return settings;
  }

  private SugarSettings readOr(SugarSettings before) {
    try {
      SugarSettings read = read();
      if (!read.equals(before)) {
        LOG.info("The settings of Sugar changed in a file; the next request uses the new ones");
      }
      return read;
    } catch (RuntimeException wrong) { // Spring's words for a file that cannot be read or bound
      LOG.warn(
          "A file of settings changed and cannot be read, so the settings stay as they were: {}",
          wrong.getClass().getSimpleName());
      return before;
    }
  }

  /** Reads all files anew, under the same command line and environment. */
  private SugarSettings read() {
    ConfigurableEnvironment anew = new StandardEnvironment();
    MutablePropertySources sources = anew.getPropertySources();
    sources.stream().map(source -> source.getName()).toList().forEach(sources::remove);
    environment.getPropertySources().stream()
        .filter(
            source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
        .filter(source -> !SettingsFiles.isFromFile(source))
        .forEach(sources::addLast);
    ConfigDataEnvironmentPostProcessor.applyTo(anew, null, null, environment.getActiveProfiles());
    ConfigurationPropertySources.attach(anew);
    return Binder.get(anew).bindOrCreate("caramel.sugar", SugarSettings.class);
  }
}
