package dev.caramel.sync.report;

import dev.caramel.sync.Mistake;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync as the API shows it.
 *
 * @param id id of the sync, which is its list's as well
 * @param list name of its list; null for a refused file
 * @param account id of the account that the list belongs to; null for a refused file
 * @param file path below the routes directory
 * @param state {@code ready}, {@code unverified}, {@code pending}, {@code refused} or {@code
 *     paused}
 * @param errors mistakes of the file as it stands, and what an unverified sync waits for
 * @param loadedAt when the definition that runs was loaded, or null
 * @param nextFireAt when its schedule starts it next; null if it has none or is paused
 * @param drift how many members have a record in which somebody changed what only the push updates
 * @param lastRun its last run, which may be under way, or null
 * @param definition the definition that runs; null for a refused file
 */
record SyncView(
    String id,
    @Nullable String list,
    @Nullable String account,
    String file,
    String state,
    List<Mistake> errors,
    @Nullable Instant loadedAt,
    @Nullable Instant nextFireAt,
    long drift,
    @Nullable RunView lastRun,
    @Nullable DefinitionView definition) {}
