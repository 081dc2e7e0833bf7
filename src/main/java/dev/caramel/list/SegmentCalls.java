package dev.caramel.list;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.NotNow;
import dev.caramel.api.Page;
import dev.caramel.api.StreamedAnswer;
import dev.caramel.api.WrongRequest;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What the API tells of segments and of their members, and how they are set. */
@Component
public class SegmentCalls {
  private final Segments segments;
  private final MemberRows members;
  private final ObjectProvider<SegmentUses> uses;
  private final ApplicationEventPublisher events;

  SegmentCalls(
      Segments segments,
      MemberRows members,
      ObjectProvider<SegmentUses> uses,
      ApplicationEventPublisher events) {
    this.segments = segments;
    this.members = members;
    this.uses = uses;
    this.events = events;
  }

  /**
   * A page of a list's segments, by name.
   *
   * @throws NoSuchThing if there is no list of that id
   */
  public Page<Segment> page(
      @Variable("list") String list,
      @Variable("after") @Nullable String after,
      @Variable("limit") int limit) {
    members.shapeOf(list);
    return Page.of(
        "segments",
        segments.page(list, after, limit + 1),
        limit,
        segment -> String.valueOf(segment.name()));
  }

  /**
   * One segment.
   *
   * @throws NoSuchThing if there is no such list or segment
   */
  public Segment one(@Variable("list") String list, @Variable("segment") String name) {
    members.shapeOf(list);
    return segments.find(list, name).orElseThrow(() -> none(list, name));
  }

  /**
   * Sets a segment; what is asked for next goes by it, and a sync that waited for it goes on.
   *
   * @return the segment as it is kept
   * @throws NoSuchThing if there is no such list
   * @throws WrongRequest with all that is wrong in it
   */
  public Segment put(
      @Variable("list") String list,
      @Variable("segment") String name,
      @Variable("body") Segment posted) {
    members.shapeOf(list);
    SegmentRules rules = segments.rules(list);
    rules.checkName(name, posted.name());
    Segment segment = rules.checked(name, posted);
    if (!rules.mistakes().isEmpty()) {
      throw new WrongRequest(rules.mistakes());
    }
    segments.put(list, name, segment);
    events.publishEvent(new SegmentSet(list, name));
    return segment;
  }

  /**
   * Forgets a segment.
   *
   * @throws NoSuchThing if there is no such list or segment
   * @throws NotNow if something needs it
   */
  public void delete(@Variable("list") String list, @Variable("segment") String name) {
    one(list, name);
    List<String> needs = uses.stream().flatMap(use -> use.of(list, name).stream()).toList();
    if (!needs.isEmpty()) {
      throw new NotNow(
          "The segment \"%s\" of the list %s is needed: by %s. Take it out there first."
              .formatted(name, list, String.join(", by ", needs)));
    }
    segments.delete(list, name);
  }

  /**
   * A page of the members that a segment holds now, by id.
   *
   * @param after id of the member behind which to begin; null for the first page
   * @throws NoSuchThing if there is no such list or segment
   */
  public Page<MemberView> members(
      @Variable("list") String list,
      @Variable("segment") String name,
      @Variable("after") @Nullable Long after,
      @Variable("limit") int limit) {
    MemberRows.Shape shape = members.shapeOf(list);
    one(list, name);
    List<MemberView> rows = read(shape, name, after == null ? 0 : after, limit + 1);
    return Page.of("members", rows, limit, MemberView::id);
  }

  /**
   * All members that a segment holds now, as CSV, read page by page while the caller reads.
   *
   * @param after refused: CSV comes without pages
   * @param answer told if the rest cannot be read
   * @throws NoSuchThing if there is no such list or segment
   * @throws WrongRequest if a page is asked for
   */
  public InputStream csv(
      @Variable("list") String list,
      @Variable("segment") String name,
      @Variable("after") @Nullable Long after,
      @Variable("answer") StreamedAnswer answer) {
    if (after != null) {
      throw WrongRequest.of("after", "CSV has all members at once: leave out \"after\".");
    }
    MemberRows.Shape shape = members.shapeOf(list);
    one(list, name);
    return new MemberCsv(shape, (last, rows) -> read(shape, name, last, rows), answer::breakOff);
  }

  private List<MemberView> read(MemberRows.Shape shape, String name, long after, int rows) {
    return members.read(shape, segments.members(shape.id(), name, after, rows));
  }

  private static NoSuchThing none(String list, String name) {
    return new NoSuchThing("The list \"" + list + "\" has no segment \"" + name + "\".");
  }
}
