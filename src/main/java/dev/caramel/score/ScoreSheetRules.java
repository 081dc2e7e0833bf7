package dev.caramel.score;

import dev.caramel.api.Refusal.Mistake;
import dev.caramel.api.WrongRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a score sheet may say. */
final class ScoreSheetRules {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MOST_POINTS = 1_000_000;
  private static final int MOST_RULES = 500;

  private final String name;
  private final ScoreSheet sheet;
  private final long mostDays;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final List<ScoreSheet.Profile> profile = new ArrayList<>();

  /**
   * @param name name of the sheet, as the path has it
   * @param sheet what was posted
   * @param mostDays days that activities are kept
   */
  ScoreSheetRules(String name, ScoreSheet sheet, long mostDays) {
    this.name = name;
    this.sheet = sheet;
    this.mostDays = mostDays;
  }

  /**
   * The sheet as it is to be kept.
   *
   * @throws WrongRequest with all mistakes
   */
  ScoreSheet checked() {
    if (!NAME.matcher(name).matches()) {
      mistake(
          "name",
          "The name of a sheet has up to 63 small letters, digits and dashes, not \""
              + name
              + "\".");
    }
    if (sheet.name() != null && !sheet.name().equals(name)) {
      mistake("name", "\"name\" is \"" + sheet.name() + "\", but the path says " + name + ".");
    }
    if (sheet.days() < 1 || sheet.days() > mostDays) {
      mistake(
          "days",
          "\"days\" may be 1 to %d (caramel.activities.keep), not %d."
              .formatted(mostDays, sheet.days()));
    }
    checkBehavior();
    checkAssets();
    checkProfile();
    if (sheet.behaviorRules().size() + sheet.assetRules().size() + sheet.profileRules().size()
        > MOST_RULES) {
      mistake("rules", "A sheet may have up to " + MOST_RULES + " rules.");
    }
    if (!mistakes.isEmpty()) {
      throw new WrongRequest(mistakes);
    }
    return new ScoreSheet(
        name, sheet.days(), sheet.behaviorRules(), sheet.assetRules(), List.copyOf(profile));
  }

  private void checkBehavior() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < sheet.behaviorRules().size(); i++) {
      ScoreSheet.Behavior rule = sheet.behaviorRules().get(i);
      String place = "behavior[" + i + "]";
      checkActivity(place, rule.activity());
      checkPoints(place, rule.points());
      if (rule.activity() != null && !seen.add(rule.activity())) {
        mistake(place + ".activity", "\"" + rule.activity() + "\" has two rules: keep one.");
      }
    }
  }

  private void checkAssets() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < sheet.assetRules().size(); i++) {
      ScoreSheet.Asset rule = sheet.assetRules().get(i);
      String place = "assets[" + i + "]";
      checkActivity(place, rule.activity());
      checkPoints(place, rule.points());
      checkText(place, "asset", rule.asset());
      if (!seen.add(rule.activity() + " " + rule.asset())) {
        mistake(place + ".asset", "\"" + rule.asset() + "\" has two rules: keep one.");
      }
    }
  }

  private void checkProfile() {
    for (int i = 0; i < sheet.profileRules().size(); i++) {
      ScoreSheet.Profile rule = sheet.profileRules().get(i);
      String place = "profile[" + i + "]";
      checkText(place, "column", rule.column());
      checkPoints(place, rule.points());
      Condition condition = Condition.read(place, rule.condition(), rule.value(), mistakes::add);
      if (condition != null) {
        profile.add(
            new ScoreSheet.Profile(
                rule.column(), condition.word(), condition.value(), rule.points()));
      }
    }
  }

  private void checkActivity(String place, @Nullable String activity) {
    if (activity == null || !ActivityTypes.ALL.contains(activity)) {
      mistake(
          place + ".activity",
          "\"activity\" may be %s, not \"%s\"."
              .formatted(String.join(", ", ActivityTypes.ALL), activity == null ? "" : activity));
    }
  }

  private void checkPoints(String place, int points) {
    if (Math.abs((long) points) > MOST_POINTS) {
      mistake(place + ".points", "\"points\" may be up to " + MOST_POINTS + ".");
    }
  }

  private void checkText(String place, String key, @Nullable String text) {
    if (text == null || text.isBlank() || text.indexOf('\0') >= 0) {
      mistake(place + "." + key, "\"" + key + "\" is missing.");
    }
  }

  private void mistake(String place, String detail) {
    mistakes.add(new Mistake(place, detail));
  }
}
