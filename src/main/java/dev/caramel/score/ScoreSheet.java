package dev.caramel.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that turn activities and profile values into points; also the body of the call that
 * sets them.
 *
 * @param name name of the sheet; in a request it may be left out, for it stands in the path
 * @param days activities count as long as they are younger than this
 * @param behavior points by kind of activity
 * @param assets further points for activities with one asset, once an asset
 * @param profile points for values of columns
 */
public record ScoreSheet(
    @Nullable String name,
    @JsonProperty(required = true) int days,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<Behavior> behavior,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<Asset> assets,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<Profile> profile) {

  /**
   * Points for a kind of activity.
   *
   * @param activity one of {@link ActivityTypes}
   * @param points points, below zero as well
   * @param once whether only the first one of the period counts
   */
  public record Behavior(
      @Nullable String activity, @JsonProperty(required = true) int points, boolean once) {}

  /**
   * Points for an activity with that asset, given once however often it comes.
   *
   * @param activity one of {@link ActivityTypes}
   * @param asset the asset's name, exactly
   * @param points points, below zero as well
   */
  public record Asset(
      @Nullable String activity,
      @Nullable String asset,
      @JsonProperty(required = true) int points) {}

  /**
   * Points for a value of a column.
   *
   * @param column name of the column; a list without it does not meet the rule
   * @param condition one of {@link Condition#WORDS}
   * @param value what the column is compared with
   * @param points points, below zero as well
   */
  public record Profile(
      @Nullable String column,
      @Nullable String condition,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode value,
      @JsonProperty(required = true) int points) {}

  List<Behavior> behaviorRules() {
    return behavior == null ? List.of() : behavior;
  }

  List<Asset> assetRules() {
    return assets == null ? List.of() : assets;
  }

  List<Profile> profileRules() {
    return profile == null ? List.of() : profile;
  }
}
