package dev.caramel.list;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Body of the call that gives a column its role, and of its answer.
 *
 * @param role {@code email}, {@code lead-score}, {@code owner}, or null for none
 */
public record RoleChange(@JsonProperty(required = true) @Nullable String role) {}
