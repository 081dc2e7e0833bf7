package dev.caramel.api;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may say for whom a request is passed on.
 *
 * @param trustedProxies addresses and CIDR blocks of the proxies before Caramel, separated by
 *     commas: from them alone, {@code X-Forwarded-For} and {@code Forwarded} are believed
 */
@ConfigurationProperties("caramel")
record ProxySettings(@DefaultValue List<String> trustedProxies) {}
