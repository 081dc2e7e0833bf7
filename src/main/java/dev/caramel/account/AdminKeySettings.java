package dev.caramel.account;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The key that opens the API.
 *
 * @param adminKey the key that admin calls carry as {@code Authorization: Bearer <key>}; if it is
 *     not set, one is made at the first start and kept in {@code caramel.admin-key-file}
 * @param adminKeyFile file that a key which was made is kept in, readable for its owner alone; the
 *     path is logged at start, the key never
 */
@ConfigurationProperties("caramel")
record AdminKeySettings(
    @Nullable String adminKey, @DefaultValue("data/admin-key") Path adminKeyFile) {}
