package dev.caramel.sync.files;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.Syncs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The syncs of this node as the loader left them, and which of them run now. */
@Component
class SyncRegistry implements Syncs {
  private final Clock clock;
  private final Map<String, LoadedSync> syncs = new ConcurrentHashMap<>();
  private final Map<String, Integer> running = new ConcurrentHashMap<>();

  /** Syncs whose routes are being swapped now; guarded by itself. */
  private final Set<String> swapping = new HashSet<>();

  /** Syncs one of whose shared routes is being swapped now; guarded by {@link #swapping}. */
  private final Set<String> swappingBeneath = new HashSet<>();

  private final Map<String, Doubled> doubles = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable SharedPushes> sharedPushes = new AtomicReference<>();
  private final AtomicReference<Verifier> verifier = new AtomicReference<>(id -> List.of());
  private final AtomicReference<Runnable> onRunEnded = new AtomicReference<>(() -> {});

  /** Judges a sync that could not be judged before. */
  interface Verifier {
    List<Mistake> verify(String id);
  }

  /** A refused file whose id another one holds. */
  private record Doubled(String id, Mistake mistake) {}

  SyncRegistry(Clock clock) {
    this.clock = clock;
  }

  void whenAsked(Verifier newVerifier, Runnable newOnRunEnded) {
    verifier.set(newVerifier);
    onRunEnded.set(newOnRunEnded);
  }

  @Override
  public Optional<LoadedSync> find(String id) {
    return Optional.ofNullable(syncs.get(id)).map(this::withNotes);
  }

  @Override
  public List<LoadedSync> all() {
    return syncs.values().stream()
        .map(this::withNotes)
        .sorted(Comparator.comparing(LoadedSync::id))
        .toList();
  }

  @Override
  public Optional<ListSync> definition(String id) {
    return Optional.ofNullable(syncs.get(id)).map(LoadedSync::definition);
  }

  @Override
  public void runComes(String id) {
    synchronized (swapping) {
      awaitSwap(() -> swapping.contains(id) || swappingBeneath.contains(id));
      running.merge(id, 1, Integer::sum);
    }
  }

  @Override
  public void fireComes(String id) {
    synchronized (swapping) {
      awaitSwap(() -> swappingBeneath.contains(id));
      running.merge(id, 1, Integer::sum);
    }
  }

  /** Waits even if it is interrupted: a run that meets half a swap fails. */
  private void awaitSwap(BooleanSupplier isSwapped) {
    boolean interrupted = false;
    while (isSwapped.getAsBoolean()) {
      try {
        swapping.wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void runCame(String id) {
    running.computeIfPresent(id, (key, runs) -> runs > 1 ? runs - 1 : null);
  }

  /**
   * Begins to swap the route of a sync.
   *
   * @return false if a run of it is under way, so that the swap must wait
   */
  boolean beginSwap(String id) {
    synchronized (swapping) {
      return !running.containsKey(id) && swapping.add(id);
    }
  }

  /** Ends a swap: runs that waited for it begin. */
  void endSwap(String id) {
    synchronized (swapping) {
      swapping.remove(id);
      swapping.notifyAll();
    }
  }

  /**
   * Begins to swap, or to take out, a route that several syncs share.
   *
   * @param ids the syncs that go through it
   * @return false if a run of one of them is under way, so that the swap must wait
   */
  boolean beginSwapBeneath(Set<String> ids) {
    synchronized (swapping) {
      return Collections.disjoint(running.keySet(), ids)
          && (ids.isEmpty() || swappingBeneath.addAll(ids));
    }
  }

  /** Ends such a swap: runs that waited for it begin. */
  void endSwapBeneath() {
    synchronized (swapping) {
      swappingBeneath.clear();
      swapping.notifyAll();
    }
  }

  @Override
  public void runBegan(String id) {
    running.merge(id, 1, Integer::sum);
  }

  @Override
  public void runEnded(String id) {
    running.computeIfPresent(id, (key, runs) -> runs > 1 ? runs - 1 : null);
    onRunEnded.get().run();
  }

  @Override
  public List<Mistake> verify(String id) {
    LoadedSync sync = syncs.get(id);
    return sync == null || sync.state() != State.UNVERIFIED ? List.of() : verifier.get().verify(id);
  }

  /** Ids of the syncs that run on this node now. */
  Set<String> running() {
    return Set.copyOf(running.keySet());
  }

  void loaded(String file, ListSync definition, State state, List<Mistake> errors) {
    syncs.put(
        definition.id(),
        new LoadedSync(definition.id(), file, state, errors, clock.instant(), definition));
    sharedPushes.set(null);
  }

  /** The file as it stands is wrong; what runs, runs on. */
  void refused(String id, String file, List<Mistake> errors) {
    syncs.merge(
        id,
        new LoadedSync(id, file, State.REFUSED, errors, null, null),
        (held, refused) -> held.definition() == null ? refused : refusedEdit(held, errors));
  }

  void judged(String id, State state, List<Mistake> errors) {
    syncs.computeIfPresent(id, (key, held) -> withErrors(held, state, errors));
  }

  /** Whether something was noted of a sync that runs, and no edit of its file was refused since. */
  boolean isNoted(String id) {
    LoadedSync sync = syncs.get(id);
    return sync != null
        && sync.state() == State.READY
        && !sync.errors().isEmpty()
        && !sync.editRefused();
  }

  /**
   * Keeps what is noted of a sync that runs.
   *
   * @return whether it is something else than before
   */
  boolean judged(String id, List<Mistake> notes) {
    LoadedSync before = syncs.get(id);
    if (before == null || before.errors().equals(notes)) {
      return false;
    }
    judged(id, State.READY, notes);
    return true;
  }

  /** An edit waits for the end of a run. */
  void pending(String id) {
    syncs.computeIfPresent(id, (key, held) -> withErrors(held, State.PENDING, held.errors()));
  }

  void restore(String id, @Nullable LoadedSync before) {
    if (before == null) {
      syncs.remove(id);
    } else {
      syncs.put(id, before);
    }
    sharedPushes.set(null);
  }

  /** A file was refused because another one holds its id: that is said there, too. */
  void doubled(String path, String id) {
    doubles.put(
        path,
        new Doubled(
            id, new Mistake(null, "The file %s has the same id and is refused.".formatted(path))));
  }

  /** That file is no longer refused. */
  void forgetDouble(String path) {
    doubles.remove(path);
  }

  /** Whether Sugar has said what the columns of that sync hold. */
  boolean isVerified(String id) {
    LoadedSync sync = syncs.get(id);
    return sync != null && sync.definition() != null && sync.state() != State.UNVERIFIED;
  }

  /** The entry as it is held, without what other syncs make of it. */
  @Nullable LoadedSync held(String id) {
    return syncs.get(id);
  }

  void remove(String id) {
    syncs.remove(id);
    sharedPushes.set(null);
  }

  private static LoadedSync withErrors(LoadedSync sync, State state, List<Mistake> errors) {
    return new LoadedSync(
        sync.id(),
        sync.file(),
        state,
        errors,
        sync.loadedAt(),
        sync.definition(),
        sync.editRefused());
  }

  private static LoadedSync refusedEdit(LoadedSync held, List<Mistake> errors) {
    return new LoadedSync(
        held.id(), held.file(), held.state(), errors, held.loadedAt(), held.definition(), true);
  }

  /** What other files make of it: pushes of the same field, and files of the same id. */
  private LoadedSync withNotes(LoadedSync sync) {
    List<Mistake> notes = new ArrayList<>(sharedPushes().of(sync));
    doubles.values().stream()
        .filter(file -> file.id().equals(sync.id()))
        .map(Doubled::mistake)
        .forEach(notes::add);
    if (notes.isEmpty()) {
      return sync;
    }
    notes.addAll(0, sync.errors());
    return withErrors(sync, sync.state(), List.copyOf(notes));
  }

  private SharedPushes sharedPushes() {
    SharedPushes known = sharedPushes.get();
    if (known == null) {
      known = new SharedPushes(syncs.values());
      sharedPushes.set(known);
    }
    return known;
  }
}
