package dev.caramel.sandbox.data;

/**
 * The leads that carry an odd case each; what they hold stands in {@code sandbox/odd/Leads.json}.
 * Their ids are the same in every data set that is large enough; a smaller one has the first ones.
 */
public enum OddLead {
  /** Two addresses, of which the second is primary. */
  PRIMARY_NOT_FIRST,
  /** No e-mail address at all. */
  NO_EMAIL,
  /** Two addresses, none of them primary. */
  NO_PRIMARY,
  /** Has its only address in common with {@link #SHARED_ADDRESS_TOO}. */
  SHARED_ADDRESS,
  /** The other one at the address of {@link #SHARED_ADDRESS}. */
  SHARED_ADDRESS_TOO,
  /** Has its address in common with {@link OddContact#SHARES_A_LEADS_ADDRESS}. */
  SHARED_WITH_CONTACT,
  /** The primary address opted out. */
  OPTED_OUT,
  /** The primary address bounced. */
  INVALID_EMAIL,
  /** Opted out and bounced. */
  OPTED_OUT_AND_INVALID,
  /** The second address opted out, the primary did not. */
  SECOND_ADDRESS_OPTED_OUT,
  /** Converted into {@link OddContact#CONVERTED_FROM_A_LEAD}, with the same address. */
  CONVERTED,
  /** Converted into a contact that is gone. */
  CONVERTED_CONTACT_GONE,
  /** Came from {@link OddProspect#CONVERTED_TO_A_LEAD}. */
  FROM_A_TARGET,
  /** Same name, company and address as {@link #DUPLICATE_TOO}. */
  DUPLICATE,
  /** Same as {@link #DUPLICATE}, its address typed in other case. */
  DUPLICATE_TOO,
  /** Null in every field that may be. */
  NULLS,
  /** Empty text in every text field; numbers are null. */
  EMPTY_STRINGS,
  /** Blanks in its names: only blanks, leading and trailing ones. */
  BLANKS,
  /** A last name and nothing else. */
  ONLY_LAST_NAME,
  /** No last name, which metadata requires. */
  NO_LAST_NAME,
  /** Text in int fields (reference 5.4), cut to the column's width. */
  TEXT_IN_INT,
  /** Entities in names and text, as 6.x left them (reference 11, quirk 28). */
  HTML_ENTITIES,
  /** Tags and a script in text. */
  HTML_TAGS,
  /** Quotes of all kinds, backslash, comma, semicolon, percent, brackets. */
  QUOTES,
  /** Emoji beyond the basic plane, joined ones and flags. */
  EMOJI,
  /** 200,000 characters of description. */
  VERY_LONG_TEXT,
  /** Line breaks of three kinds and tabs. */
  LINE_BREAKS,
  /** No-break and zero-width blanks, soft hyphen, byte order mark, direction marks. */
  INVISIBLE_CHARACTERS,
  /** Names of exactly the greatest length. */
  FULL_LENGTH,
  /** Japanese, with a character beyond the basic plane. */
  JAPANESE,
  /** Arabic, written from right to left, with Latin inside. */
  ARABIC,
  /** Hebrew, with a quotation mark inside the company's name. */
  HEBREW,
  /** Cyrillic. */
  CYRILLIC,
  /** The Turkish i with and without dot. */
  TURKISH,
  /** Letters and accents apart (NFD); the last name looks like a composed one. */
  DECOMPOSED,
  /** Every custom field is filled. */
  EVERY_CUSTOM_FIELD,
  /** Keys that are in no dropdown. */
  UNKNOWN_KEYS,
  /** A multienum that holds one empty text. */
  EMPTY_MULTIENUM_ENTRY,
  /** The largest decimals, ints and floats. */
  GREAT_NUMBERS,
  /** Zero, false and the key "0". */
  ZEROES,
  /** Negative and very small numbers. */
  NEGATIVE_NUMBERS,
  /** Born in 1899, changed last in 1999. */
  OLD_DATES,
  /** Born on a 29 February; visits in the doubled hour of autumn and the lost one of spring. */
  ODD_TIMES,
  /** One of three that were changed in one second. */
  SAME_SECOND_FIRST,
  /** One of three that were changed in one second. */
  SAME_SECOND_MIDDLE,
  /** One of three that were changed in one second. */
  SAME_SECOND_LAST,
  /** Changed at the newest date of the data set. */
  NEWEST,
  /** Seen by the team East only. */
  EAST_ONLY,
  /** Three teams, the primary one in the middle of the alphabet. */
  MANY_TEAMS,
  /** Assigned to a user that is inactive. */
  OWNER_INACTIVE,
  /** Assigned to a user that is unknown. */
  OWNER_UNKNOWN,
  /** Assigned to nobody. */
  NO_OWNER,
  /** Text that a spreadsheet takes for a formula, leading zeros, words such as Null and True. */
  LOOKS_LIKE_SOMETHING_ELSE,
  /** Addresses with plus, apostrophe, umlaut domain, capitals and 64 characters before the @. */
  ODD_ADDRESSES,
  /** An id in capitals. */
  ID_IN_CAPITALS("0F0C0FFE-30CF-11F0-A0C2-8FA31453D866"),
  /** An id without dashes. */
  ID_WITHOUT_DASHES("0f8badc0de30cf11f0a0c28fa31453d8"),
  /** An id of one digit. */
  ID_ONE("1"),
  /** An id that is a word, as in demo data (reference 8.5). */
  ID_WORD("East"),
  /** An id that sorts before {@link #ID_UNDERSCORE} in the database, and after it in ASCII. */
  ID_LETTER_FOR_UNDERSCORE("leadership-2018"),
  /** An id with an underscore, which the database sorts after the letters (reference 4.9). */
  ID_UNDERSCORE("lead_2018-000017");

  private final String id;

  OddLead() {
    this.id = OddIds.of(ordinal());
  }

  OddLead(String id) {
    this.id = id;
  }

  /**
   * The id of the lead.
   *
   * @return up to 36 characters
   */
  public String id() {
    return id;
  }
}
