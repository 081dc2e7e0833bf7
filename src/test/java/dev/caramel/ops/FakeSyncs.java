package dev.caramel.ops;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.Syncs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Syncs that a test loads by hand. */
class FakeSyncs implements Syncs {
  private final Map<String, LoadedSync> syncs = new TreeMap<>();

  FakeSyncs ready(String... ids) {
    for (String id : ids) {
      put(id, State.READY, leads(id));
    }
    return this;
  }

  FakeSyncs unverified(String id, String waitsFor) {
    return put(id, State.UNVERIFIED, leads(id), new Mistake(null, waitsFor));
  }

  FakeSyncs refusedEdit(String id, int line, String message) {
    return put(id, State.READY, leads(id), new Mistake(line, message));
  }

  FakeSyncs refused(String id, int line, String message) {
    return put(id, State.REFUSED, null, new Mistake(line, message));
  }

  private FakeSyncs put(String id, State state, ListSync definition, Mistake... mistakes) {
    syncs.put(
        id,
        new LoadedSync(
            id,
            "syncs/" + id + ".camel.yaml",
            state,
            List.of(mistakes),
            Instant.parse("2026-11-23T00:00:00Z"),
            definition,
            state == State.READY && mistakes.length > 0));
    return this;
  }

  private static ListSync leads(String id) {
    return new ListSync(
        id,
        "List " + id,
        "default",
        null,
        "Leads",
        null,
        null,
        null,
        List.of(new ListSync.Column("Email", "email")),
        new ListSync.PullRules(true, true, Set.of("Email")),
        null,
        Map.of(),
        null,
        false,
        false,
        ListSync.Sweep.DAILY,
        ListSync.FullPull.WEEKLY,
        20);
  }

  @Override
  public Optional<LoadedSync> find(String id) {
    return Optional.ofNullable(syncs.get(id));
  }

  @Override
  public List<LoadedSync> all() {
    return List.copyOf(syncs.values());
  }

  @Override
  public void runBegan(String id) {
    throw new AssertionError("ops begins no runs");
  }

  @Override
  public void runEnded(String id) {
    throw new AssertionError("ops ends no runs");
  }
}
