package dev.caramel.sync.program;

import dev.caramel.score.Condition;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What one step of a maintenance program does to a list. */
public sealed interface StepTask {
  /** Id of the list whose members are gone through. */
  String list();

  /** Which of them; null for all. */
  @Nullable Match match();

  /**
   * Sets a column.
   *
   * @param column name of the column
   * @param source what it is set to
   */
  record SetColumn(String list, String column, Source source, @Nullable Match match)
      implements StepTask {}

  /** Removes members from the list. */
  record Remove(String list, Match match) implements StepTask {}

  /**
   * Adds members to another list of the account, unless they are there.
   *
   * @param to id of the other list
   */
  record Add(String list, String to, Match match) implements StepTask {}

  /**
   * Which members: those that meet the condition and are in the segment.
   *
   * @param column name of the column that the condition is on; null without a condition
   * @param condition the condition; null without one
   * @param segment name of a segment of the list, or null
   */
  record Match(@Nullable String column, @Nullable Condition condition, @Nullable String segment) {}

  /** What a column is set to. */
  sealed interface Source {}

  /** Part of a score. */
  enum Part {
    BEHAVIORAL,
    PROFILE,
    TOTAL
  }

  /** A score by a sheet of the list's account. */
  record Score(Part part, String sheet) implements Source {}

  /** The day on which the step runs. */
  record Today() implements Source {}

  /** Nothing. */
  record Empty() implements Source {}

  /** The same text, number, date or flag for everybody. */
  record Fixed(String text) implements Source {}

  /** The value of another column. */
  record FromColumn(String column) implements Source {}

  /** Its own value and a number, which may be below zero; an empty one counts as zero. */
  record Plus(BigDecimal number) implements Source {}

  /**
   * Its own text in a normal form.
   *
   * @param form one of {@link StepReader#FORMS}
   */
  record Normal(String form) implements Source {}
}
