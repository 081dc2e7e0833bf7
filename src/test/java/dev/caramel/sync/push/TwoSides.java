package dev.caramel.sync.push;

import static dev.caramel.sync.push.PushScores.FIELD;

import dev.caramel.sandbox.Sugar;
import dev.caramel.sandbox.Switch;
import dev.caramel.testkit.RunningCaramel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people do to a few leads in Sugar, and to their members in a list, and what must come of it.
 */
final class TwoSides {
  static final String LIST = "two-way";

  private static final int LEADS = 6;

  private final RunningCaramel caramel;

  private final TwoSidesTruth truth;

  private int cases;
  private int edits;

  /** Kinds of changes. */
  enum Kind {
    EDIT_IN_SUGAR,
    EDIT_IN_LIST,
    CREATE_IN_SUGAR,
    ADD_TO_LIST,
    CREATE_WHO_IS_IN_THE_LIST,
    OPT_OUT_IN_SUGAR,
    OPT_IN_IN_SUGAR,
    OPT_OUT_IN_LIST,
    OPT_IN_IN_LIST,
    DELETE_IN_SUGAR
  }

  /**
   * One change.
   *
   * @param kind what is done
   * @param who to which of those that there are
   * @param what to which field
   */
  record Change(Kind kind, int who, int what) {}

  TwoSides(RunningCaramel caramel) {
    this.caramel = caramel;
    this.truth = new TwoSidesTruth(caramel);
  }

  /** What must come of it. */
  TwoSidesTruth truth() {
    return truth;
  }

  void begin() {
    caramel.sync(
        LIST,
        """
        list: Two Ways
        module: Leads
        columns:
          Email: email
          Last Name: last_name
          Title: title
          Department: department
          Notes: description
          Lead Score: %s
        conflict:
          Title: sugar
          Department: list
          Notes: newest
        pull:
          add: true
          remove: true
          update: Email, Last Name, Title, Department, Notes
        push:
          add: true
          update: Title, Department, Notes, Lead Score
        removalLimit: 100 %%
        sweep: each-run
        """
            .formatted(FIELD));
  }

  /** Other leads than before, a list that was never pulled, and one of three ways of creating. */
  void beginCase(int way) {
    cases++;
    sugar().ids("Leads").forEach(id -> sugar().delete("Leads", id));
    sugar().prune();
    caramel.sandbox().switches().turn(Switch.SYNC_KEY_ADMIN_ONLY, way > 0);
    caramel.sandbox().switches().turn(Switch.OWN_IDS_IGNORED, way > 1);
    for (String table : List.of("push_intent", "push_ability", "push_refusal", "address")) {
      caramel.jdbc().sql("delete from " + table).update();
    }
    for (String table : List.of("pending_removal", "sync_checkpoint", "rejection")) {
      caramel.jdbc().sql("delete from " + table).update();
    }
    caramel.jdbc().sql("delete from sync where id = ?").param(LIST).update();
    caramel.jdbc().sql("delete from member where list_id = ?").param(LIST).update();
    for (int i = 0; i < LEADS; i++) {
      createInSugar(address());
    }
    truth.begin();
  }

  private String address() {
    return "case%d-%d@example.com".formatted(cases, ++edits);
  }

  /**
   * The same during a run. Nobody can keep a person from creating in Sugar who is being created by
   * us in that very moment: that is left out.
   */
  void makeMeanwhile(Change change) {
    if (change.kind() != Kind.CREATE_WHO_IS_IN_THE_LIST) {
      make(change);
    }
  }

  synchronized void make(Change change) {
    edits++;
    switch (change.kind()) {
      case EDIT_IN_SUGAR -> one(leads(), change.who(), lead -> editInSugar(lead, change.what()));
      case EDIT_IN_LIST -> one(members(), change.who(), who -> editInList(who, change.what()));
      case CREATE_IN_SUGAR -> createInSugar(address());
      case ADD_TO_LIST -> addToList(address());
      case CREATE_WHO_IS_IN_THE_LIST -> one(unknown(), change.who(), this::createInSugar);
      case OPT_OUT_IN_SUGAR -> one(leads(), change.who(), lead -> flagInSugar(lead, true));
      case OPT_IN_IN_SUGAR -> one(leads(), change.who(), lead -> flagInSugar(lead, false));
      case OPT_OUT_IN_LIST -> one(members(), change.who(), who -> flagInList(who, true));
      case OPT_IN_IN_LIST -> one(members(), change.who(), who -> flagInList(who, false));
      case DELETE_IN_SUGAR -> one(linked(), change.who(), this::deleteInSugar);
    }
  }

  private static <T> void one(List<T> all, int which, java.util.function.Consumer<T> work) {
    if (!all.isEmpty()) {
      work.accept(all.get(which % all.size()));
    }
  }

  private void editInSugar(String lead, int which) {
    String field = TwoSidesTruth.FIELDS.get(which % TwoSidesTruth.FIELDS.size());
    Object value = field.equals(FIELD) ? (Object) edits : "sugar " + edits;
    sugar().update("Leads", lead, Map.of(field, value));
    truth.ofSugar(truth.emailOf(lead), field, value);
  }

  private void editInList(String email, int which) {
    String field = TwoSidesTruth.FIELDS.get(which % TwoSidesTruth.FIELDS.size());
    Object value = field.equals(FIELD) ? (Object) edits : "list " + edits;
    int edited =
        caramel
            .jdbc()
            .sql(
                """
                update member
                   set "values" = "values" || jsonb_build_object(:field, :value::jsonb),
                       edited = edited || jsonb_build_object(:field, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
                       source_hash = null, updated_at = now()
                 where list_id = :list and email_key = :email and removed_at is null
                """)
            .param("field", field)
            .param("value", PushScores.json(value))
            .param("list", LIST)
            .param("email", email)
            .update();
    if (edited > 0) {
      truth.ofList(email, field, value);
    }
  }

  private void createInSugar(String email) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("last_name", "Of case " + cases);
    values.put("email", List.of(Map.of("email_address", email, "primary_address", true)));
    for (String field : List.of("title", "department", "description")) {
      values.put(field, "born " + edits);
      truth.ofSugar(email, field, "born " + edits);
    }
    sugar().create("Leads", values);
  }

  private void addToList(String email) {
    caramel
        .jdbc()
        .sql(
            """
            insert into member (list_id, email, "values")
            values (?, ?, jsonb_build_object('email', ?::text, 'last_name', ?::text,
                      'title', ?::text, 'department', ?::text, 'description', ?::text, '%s', ?))
            """
                .formatted(FIELD))
        .params(LIST, email, email, "Of case " + cases)
        .params("added " + edits, "added " + edits, "added " + edits, edits)
        .update();
    for (String field : List.of("title", "department", "description")) {
      truth.ofList(email, field, "added " + edits);
    }
    truth.ofList(email, FIELD, edits);
  }

  private void flagInSugar(String lead, boolean optedOut) {
    sugar().setAddress(truth.emailOf(lead), optedOut, false);
    truth.ofSugar(truth.emailOf(lead), TwoSidesTruth.FLAG, optedOut);
  }

  private void flagInList(String email, boolean optedOut) {
    caramel.send(
        "PUT",
        "/api/accounts/default/addresses/" + RunningCaramel.encoded(email),
        "{\"optedOut\":%b,\"invalid\":false}".formatted(optedOut),
        Map.of());
    truth.ofList(email, TwoSidesTruth.FLAG, optedOut);
  }

  private void deleteInSugar(String lead) {
    String email = truth.emailOf(lead);
    sugar().delete("Leads", lead);
    truth.forget(email);
  }

  void tenMinutesPass() {
    caramel.jdbc().sql("update push_intent set sent_at = sent_at - interval '1 hour'").update();
  }

  private List<String> leads() {
    return sugar().ids("Leads");
  }

  /** Leads whose members know them. */
  private List<String> linked() {
    List<String> known = column("record_id is not null", "record_id");
    return leads().stream().filter(known::contains).toList();
  }

  private List<String> members() {
    return column("true", "email_key");
  }

  /** Addresses of members that nobody in Sugar has. */
  private List<String> unknown() {
    List<String> taken = leads().stream().map(truth::emailOf).toList();
    return column("record_id is null", "email_key").stream()
        .filter(email -> !taken.contains(email))
        .toList();
  }

  private List<String> column(String condition, String column) {
    return caramel
        .jdbc()
        .sql(
            "select %s from member where list_id = ? and removed_at is null and %s order by id"
                .formatted(column, condition))
        .param(LIST)
        .query(String.class)
        .list();
  }

  private Sugar sugar() {
    return caramel.sandbox().sugar();
  }
}
