package dev.caramel.sync.trust;

import static org.awaitility.Awaitility.await;

import dev.caramel.sandbox.Sugar;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.Syncs;
import dev.caramel.testkit.RunningCaramel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What people do to a few leads, and an engineer to the definition of their list. */
final class RandomSugar {
  private static final String ID = "random";
  private static final int LEADS = 8;
  private static final List<String> STATUSES = List.of("New", "Assigned", "Dead", "Recycled");

  /** Definitions that an edit of the file changes between. */
  private static final List<ListDefinition> DEFINITIONS =
      List.of(
          definition(List.of("New", "Assigned"), null, false, Map.of("First", "first_name")),
          definition(
              List.of("New", "Assigned", "Dead"),
              null,
              false,
              Map.of("Email", "email", "First", "first_name", "City", "primary_address_city")),
          definition(
              List.of(), "East", false, Map.of("Email", "email", "Given Name", "first_name")),
          definition(List.of(), null, true, Map.of("First", "last_name", "City", "first_name")));

  private final RunningCaramel caramel;
  private final Truth truth;
  private final Stir reset;
  private volatile ListDefinition list = DEFINITIONS.get(0);
  private int cases;
  private long edits;

  /** Kinds of changes. */
  enum Kind {
    CREATE,
    EDIT,
    EDIT_UNDER_AN_OLD_DATE,
    EDIT_STATUS,
    DELETE,
    RETURN,
    MERGE,
    MOVE_TEAM,
    OPT_OUT,
    OPT_IN,
    CONVERT,
    PURGE,
    DEFINE
  }

  /**
   * One change.
   *
   * @param kind what is done
   * @param who to which of the leads that there are
   * @param what to which value
   */
  record Change(Kind kind, int who, int what) {}

  RandomSugar(RunningCaramel caramel) {
    this.caramel = caramel;
    this.truth = new Truth(caramel);
    this.reset = new Stir(caramel, ID);
  }

  private static ListDefinition definition(
      List<String> statuses, String team, boolean withoutConverted, Map<String, String> columns) {
    return new ListDefinition(
        ID,
        statuses,
        team,
        null,
        withoutConverted,
        columns,
        "removalLimit: 100 %\nsweep: each-run");
  }

  ListDefinition list() {
    return list;
  }

  Truth truth() {
    return truth;
  }

  void begin() {
    caramel.sync(ID, list.yaml());
  }

  /** Other leads than before, and a list that was never pulled. */
  void beginCase() {
    cases++;
    sugar().ids("Leads").forEach(id -> sugar().delete("Leads", id));
    sugar().prune();
    define(0);
    awaitDefinition();
    reset.forgetList();
    for (int i = 0; i < LEADS; i++) {
      create(i);
    }
  }

  void make(Change change) {
    List<String> leads = sugar().ids("Leads");
    edits++;
    if (change.kind() == Kind.DEFINE) {
      define(change.what());
    } else if (change.kind() == Kind.CREATE || leads.isEmpty()) {
      create(change.who());
    } else if (change.kind() == Kind.PURGE) {
      sugar().prune();
    } else {
      edit(change, leads.get(change.who() % leads.size()), leads);
    }
  }

  private void edit(Change change, String lead, List<String> leads) {
    String name = "Edit " + edits;
    switch (change.kind()) {
      case EDIT -> sugar().update("Leads", lead, Map.of("first_name", name));
      case EDIT_UNDER_AN_OLD_DATE ->
          sugar()
              .update(
                  "Leads",
                  lead,
                  Map.of(
                      "first_name",
                      name,
                      "date_modified",
                      caramel.sandbox().clock().instant().minusSeconds(86_400 + 1000 * edits)));
      case EDIT_STATUS ->
          sugar().update("Leads", lead, Map.of("status", STATUSES.get(change.what())));
      case DELETE -> sugar().delete("Leads", lead);
      case RETURN -> {
        sugar().delete("Leads", lead);
        sugar().undelete("Leads", lead);
      }
      case MERGE -> {
        String other = leads.get((change.who() + 1) % leads.size());
        if (!other.equals(lead)) {
          sugar().merge("Leads", lead, List.of(other));
        }
      }
      case MOVE_TEAM ->
          sugar()
              .setTeams(
                  "Leads", lead, change.what() % 2 == 0 ? List.of("Global") : List.of("East"));
      case OPT_OUT, OPT_IN -> {
        List<?> emails = (List<?>) sugar().record("Leads", lead).get("emails");
        if (!emails.isEmpty()) {
          sugar().setAddress(String.valueOf(emails.get(0)), change.kind() == Kind.OPT_OUT, false);
        }
      }
      case CONVERT -> sugar().convert(lead);
      default -> throw new IllegalArgumentException(change.toString());
    }
  }

  private void create(int number) {
    String email = "case%d-%d-%d@example.com".formatted(cases, number, edits);
    String id =
        sugar()
            .create(
                "Leads",
                Map.of(
                    "first_name",
                    "Person " + number,
                    "last_name",
                    "Of case " + cases,
                    "status",
                    STATUSES.get(number % STATUSES.size()),
                    "email",
                    email));
    if (number % 3 == 0) {
      sugar().setTeams("Leads", id, List.of("East"));
    }
  }

  private void define(int which) {
    if (!list.equals(DEFINITIONS.get(which))) {
      list = DEFINITIONS.get(which);
      caramel.write(ID, list.yaml());
    }
  }

  /** Waits until the program has taken up the last edit of the file. */
  void awaitDefinition() {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                caramel
                    .bean(Syncs.class)
                    .definition(ID)
                    .map(RandomSugar::columns)
                    .filter(columns(list)::equals)
                    .isPresent());
  }

  private static TreeSet<String> columns(ListSync sync) {
    return sync.columns().stream()
        .map(column -> column.name() + "=" + column.field())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TreeSet<String> columns(ListDefinition list) {
    return list.columns().entrySet().stream()
        .map(column -> column.getKey() + "=" + column.getValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Sugar sugar() {
    return caramel.sandbox().sugar();
  }
}
