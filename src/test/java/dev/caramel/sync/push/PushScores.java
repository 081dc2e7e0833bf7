package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.SandboxBuilder;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.control.RequestLog;
import dev.caramel.testkit.RunningCaramel;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the tests of the push have in common: a score field in Sugar, edits of a list, counts. */
final class PushScores {
  static final String FIELD = "caramel_lead_score_c";
  static final SugarField SCORE =
      SugarField.of(Map.of("name", FIELD, "type", "int", "len", 11, "source", "custom_fields"));

  private final RunningCaramel caramel;
  private final String list;

  PushScores(RunningCaramel caramel, String list) {
    this.caramel = caramel;
    this.list = list;
  }

  static SandboxBuilder installed(SandboxBuilder sandbox) {
    return sandbox.withField("Leads", SCORE);
  }

  Sandbox sandbox() {
    return caramel.sandbox();
  }

  /** Sets a value of the list, as a program or a person does. */
  void edit(String record, String field, Object value) {
    caramel
        .jdbc()
        .sql(
            """
            update member
               set "values" = jsonb_strip_nulls("values" || jsonb_build_object(:field, :value::jsonb)),
                   edited = edited || jsonb_build_object(:field, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
                   source_hash = null, updated_at = now()
             where list_id = :list and record_id = :record
            """)
        .param("field", field)
        .param("value", json(value))
        .param("list", list)
        .param("record", record)
        .update();
  }

  static String json(Object value) {
    return value == null
        ? "null"
        : value instanceof String text ? '"' + text + '"' : value.toString();
  }

  /** Gives every member a score. */
  void scoreAll(String expression) {
    caramel
        .jdbc()
        .sql(
            """
            update member
               set "values" = "values" || jsonb_build_object('%s', %s), source_hash = null
             where list_id = :list and removed_at is null
            """
                .formatted(FIELD, expression))
        .param("list", list)
        .update();
  }

  Object inSugar(String record, String field) {
    return sandbox().sugar().record("Leads", record).get(field);
  }

  /** Writes of single records that Sugar was asked for, inside bulk calls and alone. */
  List<RequestLog.Entry> writes() {
    return sandbox().requests().parts().stream()
        .filter(entry -> !entry.method().equals("GET"))
        .toList();
  }

  long writesOf(String record) {
    return writes().stream().filter(entry -> entry.path().endsWith("/" + record)).count();
  }

  List<JsonNode> rejections() {
    JsonNode page = caramel.get("/api/syncs/" + list + "/rejections?limit=500");
    return java.util.stream.StreamSupport.stream(page.path("rejections").spliterator(), false)
        .toList();
  }

  /** The rejection of a record; null if there is none. */
  JsonNode rejectionOf(String record) {
    return rejections().stream()
        .filter(one -> one.path("record").asText().equals(record))
        .findFirst()
        .orElse(null);
  }

  /** Adds a member without a record, as a form or a program does. */
  void add(String email, String first, String last, int score) {
    caramel
        .jdbc()
        .sql(
            """
            insert into member (list_id, email, "values")
            values (:list, :email, jsonb_build_object('email', :email::text, 'first_name', :first::text,
                                                      'last_name', :last::text, '%s', :score))
            """
                .formatted(FIELD))
        .param("list", list)
        .param("email", email)
        .param("first", first)
        .param("last", last)
        .param("score", score)
        .update();
  }

  /** Gives a member without a record another value. */
  void correct(String email, String field, String value) {
    caramel
        .jdbc()
        .sql(
            """
            update member set "values" = "values" || jsonb_build_object(:field, :value::text)
             where list_id = :list and email = :email
            """)
        .param("field", field)
        .param("value", value)
        .param("list", list)
        .param("email", email)
        .update();
  }

  /** Id of the record that the member with that address has, or null. */
  String recordOf(String email) {
    return caramel
        .jdbc()
        .sql("select record_id from member where list_id = :list and email_key = lower(:email)")
        .param("list", list)
        .param("email", email)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /** How many leads of that last name Sugar has. */
  long leadsNamed(String last) {
    return sandbox().sugar().ids("Leads").stream()
        .filter(id -> last.equals(sandbox().sugar().record("Leads", id).get("last_name")))
        .count();
  }

  /** Leaves an intent as a run that ended did, some minutes ago. */
  void intent(String email, long run, String state, int minutes) {
    caramel
        .jdbc()
        .sql(
            """
            insert into push_intent (connection, module, address_key, list_id, member_id, run_id,
                                     own_id, state, sent_at)
            select 'default', 'Leads', ?, ?, 0, ?, ?, ?,
                   case when ? = 'sent' then now() - ? * interval '1 minute' end
            """)
        .params(email, list, run, UUID.randomUUID().toString(), state, state, minutes)
        .update();
  }

  /** Addresses of these that still have an intent. */
  List<String> intents(String... emails) {
    return caramel
        .jdbc()
        .sql("select address_key from push_intent where address_key = any (?)")
        .param(emails)
        .query(String.class)
        .list();
  }

  static int count(JsonNode run, String name) {
    return run.path("counts").path(name).asInt();
  }
}
