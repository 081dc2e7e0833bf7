package dev.caramel.sandbox.data;

/** The contacts that carry an odd case each; see {@code sandbox/odd/Contacts.json}. */
public enum OddContact {
  /** What {@link OddLead#CONVERTED} became; same person, same address. */
  CONVERTED_FROM_A_LEAD,
  /** Has its address in common with {@link OddLead#SHARED_WITH_CONTACT}, whom it is not. */
  SHARES_A_LEADS_ADDRESS,
  /** Of no company. */
  NO_COMPANY,
  /** Reports to herself. */
  REPORTS_TO_HERSELF,
  /** A portal user with a password, which REST tells as true (reference 4.5). */
  PORTAL_USER,
  /** No e-mail address. */
  NO_EMAIL,
  /** A company name with quotes and an ampersand. */
  COMPANY_WITH_QUOTES;

  /**
   * The id of the contact.
   *
   * @return a GUID
   */
  public String id() {
    return OddIds.of(ordinal());
  }
}
