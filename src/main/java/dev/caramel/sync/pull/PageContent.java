package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import java.util.List;
import java.util.Map;

/**
 * What one answer brought, ready to be compared with the list.
 *
 * @param records records of the source, in full, as they left the transform
 * @param unchanged members of those that were not transformed, by record: they hold the same
 *     already
 * @param met all records of the source that came, with those that could not be transformed
 * @param left ids of records that were read and are not of the source
 * @param rejected records that could not be transformed
 * @param additions what makes a record a new member, made ahead for those that are likely to be one
 */
record PageContent(
    List<SourceRecord> records,
    Map<String, HeldMembers.Held> unchanged,
    List<SourceRecord> met,
    List<String> left,
    List<PullRejections.Rejected> rejected,
    Map<SourceRecord, Change> additions) {

  /** One of its records, by itself. */
  PageContent only(SourceRecord record) {
    HeldMembers.Held member = unchanged.get(record.id());
    return new PageContent(
        List.of(record),
        member == null ? Map.of() : Map.of(record.id(), member),
        List.of(record),
        List.of(),
        List.of(),
        additions);
  }

  /** One of its records that cannot be applied. */
  static PageContent onlyRejected(SourceRecord record, PullRejections.Rejected rejected) {
    return new PageContent(
        List.of(), Map.of(), List.of(record), List.of(), List.of(rejected), Map.of());
  }

  /** The same without the records that are to be applied. */
  PageContent withoutRecords() {
    return new PageContent(List.of(), Map.of(), met, left, rejected, Map.of());
  }
}
