package dev.caramel.sugar;

import java.util.List;
import java.util.Set;

/** Tells which modules and fields the loaded syncs need, so that a test can look at the rights. */
public interface MappedFields {
  /**
   * What one sync needs of Sugar.
   *
   * @param sync id of the sync
   * @param module module of its records
   * @param read names of the fields that it reads
   * @param written names of the fields that it writes
   */
  record Need(String sync, String module, Set<String> read, Set<String> written) {}

  /** What all loaded syncs of that connection need. */
  List<Need> of(String connection);
}
