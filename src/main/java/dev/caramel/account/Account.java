package dev.caramel.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A marketing account: its lists, keys and addresses belong to it alone.
 *
 * @param id id
 * @param name name, for people
 * @param team exact name of the Sugar team whose records alone it sees; null for all
 * @param connection name of its Sugar connection; null for the default one
 * @param createdAt when it was made
 */
public record Account(
    String id,
    String name,
    @Nullable String team,
    @Nullable String connection,
    Instant createdAt) {}
