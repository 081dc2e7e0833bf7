package dev.caramel.sandbox.data;

import org.jspecify.annotations.Nullable;

/**
 * What one row is drawn from. A contact that came from a lead has the lead's person, and rolls of
 * its own for the rest.
 *
 * @param id the row's id
 * @param number the row's number among the drawn ones, negative for an odd row
 * @param own rolls for the record
 * @param person rolls for who it is
 * @param region where the person lives
 * @param dateModified epoch seconds
 */
record Draw(String id, int number, long own, long person, Region region, long dateModified) {

  /** A number from 0 to bound - 1 for one purpose. */
  int of(int salt, int bound) {
    return Dice.below(bound, own, salt);
  }

  /** True for so many rows of a thousand. */
  boolean chance(int salt, int perMille) {
    return of(salt, 1000) < perMille;
  }

  /** One of several. */
  <T> T pick(int salt, T[] choices) {
    return choices[of(salt, choices.length)];
  }

  boolean female() {
    return Dice.below(2, person, 1) == 0;
  }

  Region.Word first() {
    Region.Word[] names = female() ? region.female() : region.male();
    return names[Dice.below(names.length, person, 2)];
  }

  Region.Word last() {
    return region.last()[Dice.below(region.last().length, person, 3)];
  }

  Region.Word company() {
    return region.companies()[Dice.below(region.companies().length, person, 4)];
  }

  String[] city() {
    return region.cities().get(Dice.below(region.cities().size(), person, 5));
  }

  String street() {
    String street = region.streets()[Dice.below(region.streets().length, person, 6)];
    return street + " " + (1 + Dice.below(240, person, 7));
  }

  /** A phone number of the region for so many of a thousand, or nothing. */
  @Nullable String phone(int salt, int perMille) {
    if (!chance(salt, perMille)) {
      return nothing(salt);
    }
    long digits = Dice.roll(own, salt) >>> 1;
    StringBuilder phone = new StringBuilder(region.phone());
    for (int i = 0; i < phone.length(); i++) {
      if (phone.charAt(i) == '#') {
        phone.setCharAt(i, (char) ('0' + digits % 10));
        digits /= 10;
      }
    }
    return phone.toString();
  }

  /** An empty text column is null in most rows and empty in some, as years of imports leave it. */
  @Nullable String nothing(int salt) {
    return (Dice.roll(own, salt) & 3) == 0 ? "" : null;
  }
}
