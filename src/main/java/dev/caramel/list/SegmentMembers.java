package dev.caramel.list;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Who of a list is in one of its segments: what a push that is limited to a segment asks. */
public interface SegmentMembers {
  /** Whether the list has a segment of that name. */
  boolean exists(String list, String segment);

  /**
   * What a segment names that is no more: a column of the list, or a score sheet of its account.
   * Nobody is in such a segment.
   *
   * @return in words: {@code the column "Country"}
   */
  List<String> lost(String list, String segment);

  /**
   * Those of the members that the segment holds now.
   *
   * @param list id of the list
   * @param segment name of the segment; where there is none of that name, nobody is in it
   * @param members numbers of members of the list, some hundreds at a time
   */
  Set<Long> within(String list, String segment, Collection<Long> members);
}
