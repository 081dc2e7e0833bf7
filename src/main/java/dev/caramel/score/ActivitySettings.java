package dev.caramel.score;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long activities are kept.
 *
 * @param keep age at which an activity is deleted, at least a day; a score sheet counts no older
 *     ones, and older ones are not taken
 */
@ConfigurationProperties("caramel.activities")
record ActivitySettings(@DefaultValue("730d") Duration keep) {
  ActivitySettings {
    if (keep.toDays() < 1) {
      throw new IllegalArgumentException("caramel.activities.keep is to be a day or more");
    }
  }
}
