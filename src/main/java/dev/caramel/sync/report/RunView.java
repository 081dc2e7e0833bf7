package dev.caramel.sync.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it.
 *
 * @param id id of the run
 * @param sync id of its sync, or null for a run of a maintenance program
 * @param program id of its maintenance program, or null for a run of a sync
 * @param calledBy id of the sync's run whose step this run of a program was, or null
 * @param trigger what started it: {@code schedule}, {@code api}, {@code jmx}, {@code start}
 * @param mode what it read: {@code first}, {@code changes}, {@code full}
 * @param dryRun whether nothing was written but this
 * @param startedAt when it began
 * @param endedAt when it ended, or null while it goes on
 * @param outcome {@code running}, or how it ended
 * @param cause why it failed, in words for an administrator, or null
 * @param step the step that ended it, or null
 * @param total how many records the source has, or null where that was not asked
 * @param counts what it did so far
 * @param notes named conditions that a person should read although the run went on
 * @param conditions those of them that have a name, and other named ones: sentences by name
 * @param conflicts what was decided against one side
 * @param samples up to 20 changes of each kind that a dry run would have made, or null
 */
record RunView(
    String id,
    @Nullable String sync,
    @Nullable String program,
    @Nullable String calledBy,
    String trigger,
    String mode,
    boolean dryRun,
    Instant startedAt,
    @Nullable Instant endedAt,
    String outcome,
    @Nullable String cause,
    @Nullable String step,
    @Nullable Long total,
    Counts counts,
    JsonNode notes,
    JsonNode conditions,
    JsonNode conflicts,
    @Nullable JsonNode samples) {
  /** How many records or members a run met, by what became of them. */
  record Counts(
      long read,
      long added,
      long updated,
      long removed,
      long unchanged,
      long skipped,
      long pushed,
      long created,
      long linked,
      long rejected) {}
}
