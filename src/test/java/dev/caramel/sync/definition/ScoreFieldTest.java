package dev.caramel.sync.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sugar.SugarField;
import dev.caramel.sugar.SugarModule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreFieldTest {
  private static final String NAME = "caramel_lead_score_c";

  @Test
  void aMissingFieldIsBroughtByThePackageOrMadeInStudio() {
    assertThat(
            ScoreField.off("Lead Score", NAME, new SugarModule("Leads", "Leads", Map.of()), true))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("The push of \"Lead Score\" is off: ")
                    .contains("no field " + NAME, "/packages/", "Studio"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"varchar", "text", "enum", "bool", "date"})
  void aFieldThatHoldsNoNumberIsToBeReplaced(String type) {
    assertThat(ScoreField.off("Lead Score", NAME, leadsWith(type, true), true))
        .hasValueSatisfying(
            why -> assertThat(why).contains("is of the type " + type, "type int", "Replace it"));
  }

  @Test
  void aFieldThatOurUserMayNotWriteIsARightToBeGiven() {
    assertThat(ScoreField.off("Lead Score", NAME, leadsWith("int", false), true))
        .hasValueSatisfying(
            why -> assertThat(why).contains("may not write", "calculated", "Role Management"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"int", "decimal", "float"})
  void aNumberThatMayBeWrittenIsPushed(String type) {
    assertThat(ScoreField.off("Lead Score", NAME, leadsWith(type, true), true)).isEmpty();
  }

  @Test
  void anotherColumnMayBeOfAnyType() {
    assertThat(ScoreField.off("Notes", NAME, leadsWith("text", true), false)).isEmpty();
  }

  private static SugarModule leadsWith(String type, boolean writable) {
    SugarField field = new SugarField(NAME, "Lead Score", type, null, null, false, writable, true);
    return new SugarModule("Leads", "Leads", Map.of(NAME, field));
  }
}
