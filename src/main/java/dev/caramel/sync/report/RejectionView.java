package dev.caramel.sync.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rejection as the API shows it.
 *
 * @param id id of the rejection
 * @param run id of the run that met it last
 * @param sync id of the sync
 * @param direction {@code pull} or {@code push}
 * @param record id of the Sugar record, or null if it has none
 * @param email address of the member, or null
 * @param column column whose value was rejected, or null if it is the whole record
 * @param field Sugar field of that column, or null
 * @param reason why, in Sugar's words where Sugar refused it
 * @param attempts how often it was tried
 * @param at when it was tried last
 * @param retry whether the next run tries it again because somebody asked for it
 */
record RejectionView(
    String id,
    String run,
    String sync,
    String direction,
    @Nullable String record,
    @Nullable String email,
    @Nullable String column,
    @Nullable String field,
    String reason,
    int attempts,
    Instant at,
    boolean retry) {}
