package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.run.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One push, from its plan to its end. It rides on the exchange as the property {@code push}, so
 * that the routes can ask it what to do next. Batches are written by several threads: what they
 * leave here is guarded.
 */
public final class Push {
  static final String PROPERTY = "push";

  final SyncRun run;
  final String connection;
  final List<PushField> fields;

  /** What must be added to a clock time of ours to have Sugar's. */
  final Duration skew;

  final PushPace pace;
  private final boolean adds;

  /** Members up to here were looked at. */
  long after;

  boolean moreDue = true;
  List<DueMember> chosen = List.of();
  final Map<String, JsonNode> current = new HashMap<>();

  /** Records that are still to be read, and those that were just asked for. */
  List<String> toRead = List.of();

  List<String> asked = List.of();

  /** Members without a record were looked up to this address. */
  String afterAddress = "";

  boolean moreAdditions = true;
  boolean lookingUp;
  int lookUpOffset;
  List<Addition> additions = List.of();

  /** Ids of records by address, and by their own id. */
  final Map<String, Set<String>> found = new HashMap<>();

  final List<Addition> toCreate = new ArrayList<>();
  List<Addition> creating = new ArrayList<>();
  PushAbilities.Known ability = new PushAbilities.Known(null, null);

  /** Due addresses were looked at up to this one. */
  String afterDueAddress = "";

  boolean moreAddresses = true;

  /** Whether Sugar serves its addresses as a module of their own. */
  boolean addressRows = true;

  List<DueAddress> addresses = List.of();
  final List<DueAddress> addressesAgain = new ArrayList<>();
  private final Map<String, Integer> addressTries = new HashMap<>();

  PushPlaces.Ids places = PushPlaces.Ids.NONE;
  @Nullable String confinedTo;
  long placedUpTo;
  boolean morePlacements = true;
  List<DueMember> placing = List.of();
  final List<DueMember> placingParts = new ArrayList<>();

  private final Set<Long> aloneCounted = new HashSet<>();

  private final Map<Long, Integer> tries = new HashMap<>();
  private final Set<Long> again = new HashSet<>();
  private final Set<Long> fieldByField = new HashSet<>();

  Push(
      SyncRun run,
      String connection,
      List<PushField> fields,
      Duration skew,
      PushPace pace,
      boolean adds) {
    this.run = run;
    this.connection = connection;
    this.fields = fields;
    this.skew = skew;
    this.pace = pace;
    this.adds = adds;
  }

  static Push of(Exchange exchange) {
    Push push = exchange.getProperty(PROPERTY, Push.class);
    if (push == null) {
      throw new IllegalStateException("this step belongs behind the step that plans the push");
    }
    return push;
  }

  ListSync sync() {
    return run.sync();
  }

  ListSync.PushRules rules() {
    return Objects.requireNonNull(run.sync().push(), "a list that is not pushed has no push");
  }

  boolean dry() {
    return run.request().dryRun();
  }

  /** Whether members without a record are looked up and created. */
  public boolean isAdding() {
    return adds && run.request().records().isEmpty();
  }

  /** Whether there may be members without a record that were not looked up yet. */
  public boolean isMoreAdditions() {
    return moreAdditions;
  }

  /** Whether there is a page of looked up records still to be read. */
  public boolean isLookingUp() {
    return lookingUp;
  }

  /** Whether there are members still to be created. */
  public boolean isMoreToCreate() {
    return !toCreate.isEmpty();
  }

  /** Whether a create is to be sent now. */
  public boolean isCreating() {
    return !creating.isEmpty();
  }

  synchronized int countTry(long member) {
    return tries.merge(member, 1, Integer::sum);
  }

  /** Whether there may be records that are still to be placed. */
  public boolean isMorePlacements() {
    return morePlacements;
  }

  /** Whether records are to be placed now. */
  public boolean isPlacing() {
    return !placing.isEmpty();
  }

  /** Whether their teams must be read before. */
  public boolean isPlacingInTeam() {
    return places.team() != null;
  }

  /** Whether opt-outs are written: never by a dry run. */
  public boolean isWritingOptOuts() {
    return !dry();
  }

  /** Whether there may be addresses whose flags are still to be written. */
  public boolean isMoreAddresses() {
    return moreAddresses || !addressesAgain.isEmpty();
  }

  /** Whether addresses were chosen. */
  public boolean isHoldingAddresses() {
    return !addresses.isEmpty();
  }

  boolean addressAgain(DueAddress one, int most) {
    return addressTries.merge(one.key(), 1, Integer::sum) <= most && addressesAgain.add(one);
  }

  /** Whether there may be members left whose values differ from the agreed ones. */
  public boolean isMoreDue() {
    return moreDue;
  }

  /** Whether Sugar's values must be read before the chosen members can be judged. */
  public boolean isReadingFirst() {
    return !chosen.isEmpty()
        && (dry()
            || confinedTo != null
            || fields.stream().anyMatch(field -> field.updated() && field.readFirst()));
  }

  /** Whether there are records still to be read. */
  public boolean isMoreToRead() {
    return !toRead.isEmpty();
  }

  /** Stands for the whole record where a fingerprint is asked for: all fields' in one. */
  String wholeSign() {
    return Integer.toHexString(fields.stream().map(PushField::sign).toList().hashCode());
  }

  /** Fields that the rule {@code update} names. */
  List<PushField> updated() {
    return fields.stream().filter(PushField::updated).toList();
  }

  /** Names of the fields that the rule {@code update} names. */
  Set<String> updatedNames() {
    return updated().stream().map(PushField::name).collect(Collectors.toSet());
  }

  PushField field(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no field " + name + " is pushed"));
  }

  /** A time of the list's side, on Sugar's clock. */
  @Nullable Instant sugarTime(@Nullable Object edited) {
    return edited == null ? null : Instant.parse(edited.toString()).plus(skew);
  }

  /**
   * Has a member judged and written once more.
   *
   * @param most most further tries
   * @return false if it had them all
   */
  synchronized boolean again(long member, int most) {
    if (tries.merge(member, 1, Integer::sum) > most) {
      return false;
    }
    again.add(member);
    return true;
  }

  /** Has a member's fields written one by one, to learn which of them Sugar refuses. */
  synchronized void oneByOne(long member) {
    fieldByField.add(member);
    again.add(member);
  }

  synchronized boolean isOneByOne(long member) {
    return fieldByField.contains(member);
  }

  synchronized boolean firstOfAlone(long member) {
    return aloneCounted.add(member);
  }

  /** Members that are to be judged once more; they are taken out. */
  synchronized List<Long> takeAgain() {
    List<Long> members = new ArrayList<>(again);
    again.clear();
    return members;
  }
}
