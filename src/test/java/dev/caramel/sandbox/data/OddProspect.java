package dev.caramel.sandbox.data;

/** The prospects (targets) that carry an odd case each; see {@code sandbox/odd/Prospects.json}. */
public enum OddProspect {
  /** Became {@link OddLead#FROM_A_TARGET}: {@code lead_id} is set. */
  CONVERTED_TO_A_LEAD,
  /** Same address as {@link OddLead#OPTED_OUT}: opted out through the lead. */
  SHARES_AN_OPT_OUT,
  /** No e-mail address and no name but the last. */
  BARE;

  /**
   * The id of the prospect.
   *
   * @return a GUID
   */
  public String id() {
    return OddIds.of(ordinal());
  }
}
