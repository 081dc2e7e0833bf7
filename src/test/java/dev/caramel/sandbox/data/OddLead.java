package dev.caramel.sandbox.data;

/** The leads that carry an odd case each; their ids are the same in every data set. */
public enum OddLead {
  /** Two addresses, the second one is primary. */
  PRIMARY_NOT_FIRST
}
