package dev.caramel.api;

import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.Syncs;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The syncs that a test says there are. */
class GivenSyncs implements Syncs {
  private final TreeMap<String, LoadedSync> syncs = new TreeMap<>();

  void are(LoadedSync... given) {
    syncs.clear();
    for (LoadedSync sync : given) {
      syncs.put(sync.id(), sync);
    }
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
  public void runBegan(String id) {}

  @Override
  public void runEnded(String id) {}
}
