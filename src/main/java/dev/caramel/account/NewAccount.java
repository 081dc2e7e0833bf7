package dev.caramel.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Body of the call that makes an account.
 *
 * @param id id: lower-case letters, digits and dashes
 * @param name name, for people
 * @param team exact name of a Sugar team, or null
 * @param connection name of a Sugar connection, or null
 */
public record NewAccount(
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) String name,
    @Nullable String team,
    @Nullable String connection) {}
