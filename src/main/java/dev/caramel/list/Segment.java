package dev.caramel.list;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named condition over the columns and scores of a list; also the body of the call that sets it.
 *
 * @param name name of the segment; in a request it may be left out, for it stands in the path
 * @param all tests that a member of the segment meets, each of them; null where it is {@code any}
 * @param any tests of which one is enough; null where it is {@code all}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Segment(
    @Nullable String name,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<Test> all,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<Test> any) {

  /**
   * One test, of a column or of a score.
   *
   * @param column name of the column; null where a score is tested
   * @param score {@code behavioral}, {@code profile} or {@code total}; null where a column is
   *     tested
   * @param sheet score sheet that the score is of; null for {@code default}
   * @param condition one of {@link dev.caramel.score.Condition#WORDS}
   * @param value what the column or the score is compared with
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Test(
      @Nullable String column,
      @Nullable String score,
      @Nullable String sheet,
      @Nullable String condition,
      @Nullable JsonNode value) {}

  /** The tests, whichever way they are joined. */
  List<Test> tests() {
    return all != null ? all : any != null ? any : List.of();
  }
}
