package dev.caramel.sync.explain;

import dev.caramel.api.NoSuchThing;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.PersonExplainer;
import dev.caramel.sync.Syncs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the list, the ledger and Sugar know of one person. */
@Component
class Explainer implements PersonExplainer {
  private final Syncs syncs;
  private final PersonRows rows;
  private final SugarSight sugar;

  Explainer(Syncs syncs, PersonRows rows, SugarSight sugar) {
    this.syncs = syncs;
    this.rows = rows;
    this.sugar = sugar;
  }

  @Override
  public List<String> explain(String sync, String person) {
    boolean address = person.indexOf('@') >= 0;
    return explain(sync, address ? person : null, address ? null : person).answer();
  }

  /**
   * Explains one person; exactly one of the two is given.
   *
   * @throws NoSuchThing if there is no sync of that id
   */
  Explanation explain(String id, @Nullable String email, @Nullable String record) {
    LoadedSync sync =
        syncs.find(id).orElseThrow(() -> new NoSuchThing("There is no sync \"" + id + "\"."));
    List<Explanation.Member> members = rows.members(id, record, email);
    Explanation.Member member = members.isEmpty() ? null : members.get(0);
    Set<String> records = new LinkedHashSet<>();
    if (record != null) {
      records.add(record);
    }
    members.stream().map(Explanation.Member::record).filter(Objects::nonNull).forEach(records::add);
    ListSync definition = sync.definition();
    SugarSight.Seen seen =
        definition == null || definition.pull() == null
            ? null
            : sugar.of(definition, List.copyOf(records), email);
    if (seen != null) {
      seen.sightings().forEach(one -> records.add(one.id()));
    }
    String address = email == null && member != null ? member.email() : email;
    List<Explanation.Attempt> rejections = rows.rejections(id, List.copyOf(records), address);
    List<Explanation.Attempt> runs = rows.runs(id);
    boolean paused = rows.paused(id);
    Instant next = paused ? null : rows.next(id).orElse(null);
    Sentences words = new Sentences(email == null ? "the record " + record : email);
    words.members(members);
    if (seen != null) {
      words.sugar(seen, members, rejections, runs.isEmpty());
    }
    words.rejections(rejections);
    words.sync(sync, runs, paused, next);
    List<Explanation.Attempt> attempts = new ArrayList<>(rejections);
    attempts.addAll(runs);
    return new Explanation(
        address,
        records.isEmpty() ? null : records.iterator().next(),
        member,
        words.all(),
        definition == null ? List.of() : Rules.of(seen == null ? definition : seen.sync()),
        attempts,
        next);
  }
}
