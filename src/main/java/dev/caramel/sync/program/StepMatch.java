package dev.caramel.sync.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.score.Condition;
import dev.caramel.sync.program.StepTask.Match;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the members that a step is about into its statement. */
final class StepMatch {
  private StepMatch() {}

  static JdbcClient.StatementSpec bind(
      JdbcClient.StatementSpec statement, KnownList list, Match match, StepWork.Part part) {
    Condition condition = match.condition();
    return statement
        .param("list", list.id())
        .param("after", part.after())
        .param("to", part.to())
        .param("segment", match.segment())
        .param("samples", part.samples())
        .param(
            "field",
            match.column() == null ? null : ListLookup.column(list, match.column()).field())
        .param("condition", condition == null ? null : condition.word())
        .param("operand", condition == null ? null : text(condition.value()));
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value == null ? null : value.toString();
  }
}
