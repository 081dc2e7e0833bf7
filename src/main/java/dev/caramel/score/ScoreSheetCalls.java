package dev.caramel.score;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.NotNow;
import dev.caramel.api.Page;
import dev.caramel.api.WrongRequest;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the API tells of score sheets, and how they are set. */
@Component
public class ScoreSheetCalls {
  static final String DEFAULT = "default";
  private static final int MOST_SHEETS = 5;
  private final ScoreSheets sheets;
  private final Activities activities;

  ScoreSheetCalls(ScoreSheets sheets, Activities activities) {
    this.sheets = sheets;
    this.activities = activities;
  }

  /**
   * A page of an account's sheets, by name.
   *
   * @throws NoSuchThing if there is no account of that id
   */
  public Page<ScoreSheet> page(
      @Variable("account") String account,
      @Variable("after") @Nullable String after,
      @Variable("limit") int limit) {
    checkAccount(account);
    List<ScoreSheet> all =
        sheets.names(account).stream()
            .filter(name -> after == null || name.compareTo(after) > 0)
            .limit(limit + 1L)
            .map(name -> sheets.find(account, name))
            .flatMap(Optional::stream)
            .toList();
    return Page.of("scoreSheets", all, limit, sheet -> String.valueOf(sheet.name()));
  }

  /**
   * One sheet.
   *
   * @throws NoSuchThing if there is no such account or sheet
   */
  public ScoreSheet one(@Variable("account") String account, @Variable("sheet") String name) {
    checkAccount(account);
    return sheets.find(account, name).orElseThrow(() -> noSheet(account, name));
  }

  /**
   * Sets a sheet; scores follow it at the next question, and lists at their next program.
   *
   * @return the sheet as it is kept
   * @throws NoSuchThing if there is no such account
   * @throws WrongRequest with all that is wrong in it
   * @throws NotNow if the account has five others
   */
  public ScoreSheet put(
      @Variable("account") String account,
      @Variable("sheet") String name,
      @Variable("body") ScoreSheet posted) {
    checkAccount(account);
    ScoreSheet sheet = new ScoreSheetRules(name, posted, activities.daysKept()).checked();
    if (!sheets.put(account, sheet, MOST_SHEETS)) {
      throw new NotNow(
          "An account has up to %d score sheets, and %s has them: %s. Delete one of them first."
              .formatted(MOST_SHEETS, account, String.join(", ", sheets.names(account))));
    }
    return sheet;
  }

  /**
   * Forgets a sheet.
   *
   * @throws NoSuchThing if there is no such account or sheet
   * @throws NotNow if it is the sheet that every account has, or a segment needs it
   */
  public void delete(@Variable("account") String account, @Variable("sheet") String name) {
    checkAccount(account);
    if (name.equals(DEFAULT)) {
      throw new NotNow("The sheet \"default\" stays: every account has it. Set it anew instead.");
    }
    List<String> segments = sheets.segmentsWith(account, name);
    if (!segments.isEmpty()) {
      throw new NotNow(
          "The sheet \"%s\" is needed by segments: %s. Take it out there first."
              .formatted(name, String.join(", ", segments)));
    }
    if (!sheets.delete(account, name)) {
      throw noSheet(account, name);
    }
  }

  private void checkAccount(String account) {
    if (!sheets.hasAccount(account)) {
      throw new NoSuchThing("There is no account \"" + account + "\".");
    }
  }

  private NoSuchThing noSheet(String account, String name) {
    return new NoSuchThing(
        "The account \"%s\" has no score sheet \"%s\". It has: %s."
            .formatted(account, name, String.join(", ", sheets.names(account))));
  }
}
