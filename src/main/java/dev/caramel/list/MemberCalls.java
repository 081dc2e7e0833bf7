package dev.caramel.list;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.Page;
import dev.caramel.api.StreamedAnswer;
import dev.caramel.api.WrongRequest;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the API tells of the members of a list, and the removal of one. */
@Component
public class MemberCalls {
  private final MemberRows members;
  private final JdbcClient database;

  MemberCalls(MemberRows members, JdbcClient database) {
    this.members = members;
    this.database = database;
  }

  /**
   * A page of members, by id.
   *
   * @param email address that they have, whatever its case; null for all
   * @param removed whether removed members are among them
   * @param after id of the member behind which to begin; null for the first page
   * @throws NoSuchThing if there is no list of that id
   */
  public Page<MemberView> page(
      @Variable("list") String list,
      @Variable("email") @Nullable String email,
      @Variable("removed") boolean removed,
      @Variable("after") @Nullable Long after,
      @Variable("limit") int limit) {
    List<MemberView> rows =
        members.read(members.shapeOf(list), email, removed, after == null ? 0 : after, limit + 1);
    return Page.of("members", rows, limit, MemberView::id);
  }

  /**
   * All members as CSV, read from the database page by page while the caller reads.
   *
   * @param email address that they have, whatever its case; null for all
   * @param removed whether removed members are among them
   * @param after refused: CSV comes without pages
   * @param answer told if the rest cannot be read
   * @throws NoSuchThing if there is no list of that id
   * @throws WrongRequest if a page is asked for
   */
  public InputStream csv(
      @Variable("list") String list,
      @Variable("email") @Nullable String email,
      @Variable("removed") boolean removed,
      @Variable("after") @Nullable Long after,
      @Variable("answer") StreamedAnswer answer) {
    if (after != null) {
      throw WrongRequest.of("after", "CSV has all members at once: leave out \"after\".");
    }
    MemberRows.Shape shape = members.shapeOf(list);
    return new MemberCsv(
        shape, (last, rows) -> members.read(shape, email, removed, last, rows), answer::breakOff);
  }

  /**
   * Removes one member, as a person's decision; removing it again changes nothing.
   *
   * @throws NoSuchThing if the list has no such member
   */
  public void remove(@Variable("list") String list, @Variable("member") long member) {
    int removed =
        database
            .sql(
                """
                update member
                set removed_at = coalesce(removed_at, now()),
                  removed_because = coalesce(removed_because, 'by-person'),
                  updated_at = case when removed_at is null then now() else updated_at end
                where list_id = :list and id = :member
                """)
            .param("list", list)
            .param("member", member)
            .update();
    if (removed == 0) {
      throw new NoSuchThing("The list \"" + list + "\" has no member " + member + ".");
    }
  }
}
