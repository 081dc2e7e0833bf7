package dev.caramel.sync.explain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one person in a sync, and what will.
 *
 * @param email address that was asked for, or the member's; null if none is known
 * @param record id of the Sugar record that was asked for, or was found; null if none is known
 * @param member the member, also a removed one, or null
 * @param answer sentences, the most telling first
 * @param rules rules of the sync that apply to the person, a sentence each
 * @param attempts what was rejected of the person, and the last runs of the sync, newest first
 * @param next when the schedule begins the next run; null if it has none or is paused
 */
public record Explanation(
    @Nullable String email,
    @Nullable String record,
    @Nullable Member member,
    List<String> answer,
    List<String> rules,
    List<Attempt> attempts,
    @Nullable Instant next) {

  /**
   * A member, as far as it matters here.
   *
   * @param waitsBecause why its removal waits for approval, or null if none does
   */
  public record Member(
      String id,
      @Nullable String email,
      @Nullable String record,
      @Nullable Instant removedAt,
      @Nullable String removedBecause,
      @Nullable String waitsBecause) {}

  /**
   * A rejection of the person, or a run of the sync.
   *
   * @param run id of the run
   * @param at when it was tried last, or when the run began
   * @param outcome {@code rejected}, or the outcome of the run
   * @param direction {@code pull} or {@code push} of a rejection; null of a run
   * @param field field that was rejected, or null
   * @param cause why, or null where there is nothing to say
   * @param attempts how often it was tried; 1 of a run
   */
  public record Attempt(
      String run,
      Instant at,
      String outcome,
      @Nullable String direction,
      @Nullable String field,
      @Nullable String cause,
      int attempts) {}
}
