package dev.caramel.sync.files;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the installation's route files are.
 *
 * @param directory folder that holds {@code syncs/}, and whatever takes the place of a shipped
 *     route; relative to where the program was started
 * @param pollInterval time between two looks at the folder; a change takes effect when it has stood
 *     for one more look
 * @param sugarPatience how long a changed sync waits for Sugar's judgement before it is loaded
 *     unverified
 */
@ConfigurationProperties("caramel.routes")
record RoutesSettings(
    @DefaultValue("routes") Path directory,
    @DefaultValue("500ms") Duration pollInterval,
    @DefaultValue("2s") Duration sugarPatience) {}
