package dev.caramel.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Keeps docs/settings.md as the code has the settings. */
class SettingsPageTest {

  @Test
  void the_page_of_settings_is_as_the_code_has_them() throws IOException {
    if (Boolean.getBoolean("caramel.docs.write")) {
      Files.writeString(SettingsPage.PAGE, SettingsPage.text());
    }

    assertThat(Files.readString(SettingsPage.PAGE))
        .as("docs/settings.md is stale; to write it anew: %s", SettingsPage.COMMAND)
        .isEqualTo(SettingsPage.text());
  }
}
