package dev.caramel.list;

import java.util.List;

/**
 * Who needs a segment: it is not deleted while somebody does. Each user of segments has a bean of
 * this type.
 */
public interface SegmentUses {
  /** What needs it, in words that end a sentence: {@code the push of the sync leads}. */
  List<String> of(String list, String segment);
}
