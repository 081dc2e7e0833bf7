package dev.caramel.sync.files;

import dev.caramel.sync.definition.ScoreField;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which column of a list is the lead score: the one that has the role, else one by its field. */
@Component
class ScoreColumns {
  private final JdbcClient database;

  ScoreColumns(JdbcClient database) {
    this.database = database;
  }

  boolean isScore(String list, String field) {
    return database
        .sql("select field from list_column where list_id = ? and role = 'lead-score'")
        .param(list)
        .query(String.class)
        .optional()
        .map(field::equals)
        .orElseGet(() -> ScoreField.isScore(field));
  }
}
