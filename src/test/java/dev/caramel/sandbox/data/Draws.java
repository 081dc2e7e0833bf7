package dev.caramel.sandbox.data;

import java.util.Map;

/** Makes the draw of any row of a module whose rows are not all written out. */
final class Draws {

  /** Of sixteen leads in a row, the one that became a contact of the same number. */
  static final int CONVERTED = 12;

  /** Of sixteen prospects in a row, the one that became a lead of the same number. */
  static final int TARGET_CONVERTED = 14;

  /** How many rows repeat one pattern. */
  static final int CYCLE = 16;

  private static final long DAY = 86_400;

  private final Region[] regions = Region.all();
  private final DataSetOptions options;
  private final Map<String, IdLayout> layouts;

  Draws(DataSetOptions options, Map<String, IdLayout> layouts) {
    this.options = options;
    this.layouts = layouts;
  }

  IdLayout layout(String module) {
    return layouts.get(module);
  }

  /** The draw of a row; rows that are odd get negative numbers. */
  Draw of(String module, int index) {
    IdLayout layout = layout(module);
    int number = layout.number(index);
    return make(module, number < 0 ? -1 - index : number, layout.id(index));
  }

  /** The draw of a row by its number among the drawn ones. */
  Draw numbered(String module, int number) {
    return make(module, number, "");
  }

  /** The id of a row by its number among the drawn ones. */
  String id(String module, int number) {
    return layout(module).id(layout(module).front().size() + number);
  }

  /** Whether the lead of this number became the contact of the same number. */
  boolean leadIsContact(int number) {
    return sameNumber(number, CONVERTED, "Contacts");
  }

  /** Whether the prospect of this number became the lead of the same number. */
  boolean prospectIsLead(int number) {
    return sameNumber(number, TARGET_CONVERTED, "Prospects");
  }

  /** Epoch seconds of the last change, whole. */
  long dateModified(String module, int index) {
    int number = layout(module).number(index);
    return dateModified(roll(module, number < 0 ? -1 - index : number), number);
  }

  private Draw make(String module, int number, String id) {
    long own = roll(module, number);
    long person = roll(origin(module, number), number);
    Region region = regions[Dice.below(regions.length, person, 0)];
    return new Draw(id, number, own, person, region, dateModified(own, number));
  }

  private long dateModified(long own, int number) {
    long newest = options.newest().getEpochSecond();
    if (options.sameSecondBlock() && number >= 0 && Dice.below(3, own, 70) == 0) {
      return newest - 20 * DAY - 7;
    }
    // Half of the changes fell into the last month, the others into the two years before.
    int days = Dice.below(2, own, 71) == 0 ? 30 : 730;
    return newest - 1 - Dice.below((int) (days * DAY), own, 72);
  }

  private boolean sameNumber(int number, int place, String other) {
    return number >= 0
        && number % CYCLE == place
        && number < layout("Leads").drawn()
        && number < layout(other).drawn();
  }

  private String origin(String module, int number) {
    boolean lead =
        (module.equals("Contacts") && leadIsContact(number))
            || (module.equals("Prospects") && prospectIsLead(number));
    return lead ? "Leads" : module;
  }

  private long roll(String module, int number) {
    return Dice.roll(Dice.roll(options.seed(), module.hashCode()) + number, 0);
  }
}
