package dev.caramel.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of members that marketing tools post. */
class PostedMembersTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sugar -> sugar.leads(0));

  private final GivenList list = new GivenList(caramel, "people");

  @BeforeEach
  void aListWithoutMembers() {
    caramel.jdbc().sql("truncate list, list_column, member cascade").update();
    list.withColumns(
        "Email",
        "email",
        "email",
        "Name",
        "last_name",
        "varchar",
        "Score",
        "score_c",
        "int",
        "Rate",
        "rate_c",
        "decimal",
        "Golf",
        "golf_c",
        "bool",
        "Born",
        "born_c",
        "date",
        "Since",
        "since_c",
        "datetimecombo",
        "Interests",
        "interests_c",
        "multienum");
  }

  @Test
  void aNewMemberIsAddedAndTheSameBodyAgainChangesNothing() {
    String body =
        "[{\"Email\":\"Jane@x.example\",\"Name\":\"Doe\",\"Score\":42,\"Interests\":[\"golf\",\"wine\"]}]";

    assertThat(list.post(body)).hasToString(answer(1, 0, 0));

    JsonNode member = list.member("jane@x.example");
    assertThat(member.path("email").asText()).isEqualTo("Jane@x.example");
    assertThat(member.path("record").isNull()).isTrue();
    assertThat(member.path("columns"))
        .hasToString(
            "{\"Email\":\"Jane@x.example\",\"Name\":\"Doe\",\"Score\":42,\"Rate\":null,\"Golf\":null,\"Born\":null,\"Since\":null,\"Interests\":[\"golf\",\"wine\"]}");
    assertThat(list.post(body)).hasToString(answer(0, 0, 1));
    assertThat(list.member("jane@x.example")).isEqualTo(member);
  }

  @Test
  void onlyTheColumnsThatARowNamesAreTouchedAndNullEmptiesOne() {
    list.post("{\"Email\":\"jane@x.example\",\"Name\":\"Doe\",\"Score\":42}");

    assertThat(list.post("{\"Email\":\"JANE@X.example\",\"Score\":null}"))
        .hasToString(answer(0, 1, 0));

    assertThat(list.member("jane@x.example").path("columns").toString())
        .contains("\"Email\":\"jane@x.example\",\"Name\":\"Doe\",\"Score\":null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Name      | 17                          | "17"
          Name      | true                        | "true"
          Score     | "042"                       | 42
          Score     | 42.0                        | 42
          Score     | "4.2"                       | ! takes a whole number, not "4.2"
          Score     | "many"                      | ! takes a whole number, not "many"
          Score     | ""                          | null
          Rate      | "12.50"                     | 12.5
          Rate      | "12,50"                     | ! takes a number, not "12,50"
          Golf      | "yes"                       | true
          Golf      | 0                           | false
          Golf      | "perhaps"                   | ! takes true or false
          Born      | "2026-02-28"                | "2026-02-28"
          Born      | "2026-02-30"                | ! takes a date such as
          Since     | "2026-01-02T12:30:00+02:00" | "2026-01-02T10:30:00Z"
          Since     | "2026-01-02T12:30:00"       | ! takes a time with its zone
          Since     | "2026-13-02T12:30:00Z"      | ! takes a time with its zone
          Interests | "golf; wine"                | ["golf","wine"]
          Interests | {"a":1}                     | ! takes an array of texts
          Name      | ["a"]                       | ! takes text
          """)
  void eachValueIsConvertedByTheTypeOfItsColumnOrRefused(
      String column, String value, String expected) {
    JsonNode answer =
        list.post("{\"Email\":\"jane@x.example\",\"%s\":%s}".formatted(column, value));

    if (expected.startsWith("!")) {
      assertThat(answer.at("/refused/0/reason").asText())
          .startsWith("The column \"" + column + "\"")
          .contains(expected.substring(2));
      assertThat(caramel.members("people")).isEmpty();
    } else {
      assertThat(answer).hasToString(answer(1, 0, 0));
      assertThat(list.member("jane@x.example").at("/columns/" + column)).hasToString(expected);
    }
  }

  @Test
  void badRowsAreNamedByTheirNumbersAndTheGoodOnesStored() {
    JsonNode answer =
        list.post(
            """
            [{"Email":"a@x.example"}, {"Emial":"b@x.example","Score":"x"}, {"Name":"C"}, 17,
             {"Email":"no address"}, {"id":"999999","Name":"x"}, {"id":"x","Email":"d@x.example"},
             {"Email":"e\\u0000@x.example"}, {"Email":"f@x.example"}]""");

    assertThat(answer.path("added").asInt()).isEqualTo(2);
    Map<Integer, String> refused =
        IntStream.range(0, answer.path("refused").size())
            .mapToObj(answer.path("refused")::get)
            .collect(
                Collectors.toMap(
                    row -> row.path("row").asInt(), row -> row.path("reason").asText()));
    assertThat(refused).containsOnlyKeys(2, 3, 4, 5, 6, 7, 8);
    assertThat(refused.get(2))
        .isEqualTo(
            "There is no column \"Emial\". There are: Email, Name, Score, Rate, Golf, Born, Since, Interests. The column \"Score\" takes a whole number, not \"x\".");
    assertThat(refused.get(3)).isEqualTo("There is neither an \"id\" nor an address in \"Email\".");
    assertThat(refused.get(4)).contains("an object of column names and values");
    assertThat(refused.get(5)).contains("an address such as", "\"no address\"");
    assertThat(refused.get(6)).isEqualTo("The list has no member 999999.");
    assertThat(refused.get(7)).contains("\"id\" is to be the number of a member, not \"x\"");
    assertThat(refused.get(8)).contains("U+0000");
  }

  @Test
  void anAddressThatSeveralMembersShareNeedsTheId() {
    long one = list.member("info@x.example", "{\"email\":\"info@x.example\"}");
    long two = list.member("Info@x.example", "{\"email\":\"Info@x.example\"}");

    assertThat(
            list.post("{\"Email\":\"INFO@x.example\",\"Score\":1}")
                .at("/refused/0/reason")
                .asText())
        .isEqualTo(
            "2 members share the address INFO@x.example: give the \"id\" of one of them (%d, %d)."
                .formatted(one, two));
    assertThat(list.post("{\"id\":\"%d\",\"Score\":1}".formatted(two)).path("updated").asInt())
        .isEqualTo(1);
    assertThat(list.scores()).containsExactly("info@x.example=null", "Info@x.example=1");
  }

  @Test
  void aRemovedMemberIsBroughtBackAsTheSame() {
    list.post("{\"Email\":\"jane@x.example\",\"Score\":1}");
    String id = list.member("jane@x.example").path("id").asText();
    caramel.send("DELETE", list.path() + "/members/" + id, null, Map.of());

    assertThat(list.post("{\"Email\":\"jane@x.example\",\"Score\":1}"))
        .hasToString(answer(1, 0, 0));

    JsonNode back = list.member("jane@x.example");
    assertThat(back.path("id").asText()).isEqualTo(id);
    assertThat(back.path("removedAt").isNull()).isTrue();
  }

  @Test
  void rowsOfOneBodyThatAreAboutOneMemberWorkOneAfterAnother() {
    JsonNode answer =
        list.post(
            """
            [{"Email":"a@x.example","Score":1}, {"Email":"b@x.example","Score":5},
             {"Email":"A@x.example","Score":2}, {"Email":"a@x.example","Score":3}]""");

    assertThat(answer).hasToString(answer(2, 2, 0));
    assertThat(list.scores()).containsExactly("a@x.example=3", "b@x.example=5");
    String id = list.member("a@x.example").path("id").asText();
    answer =
        list.post(
            "[{\"id\":%s,\"Email\":\"c@x.example\"},{\"Email\":\"a@x.example\",\"Score\":9}]"
                .formatted(id));
    assertThat(answer).hasToString(answer(1, 1, 0));
    assertThat(list.scores()).containsExactly("c@x.example=3", "b@x.example=5", "a@x.example=9");
  }

  @Test
  void csvHasColumnNamesInItsFirstLineAndEachRefusedLineIsReported() {
    JsonNode answer =
        list.csv(
            "\uFEFFEmail,Name,Score,Interests\r\n"
                + "jane@x.example,\"Doe, the\nfirst\",42,golf; wine\r\n"
                + "joe@x.example,Roe,many,\r\n"
                + "\r\n"
                + "ann@x.example,Poe\r\n"
                + "bob@x.example,,7,\r\n");

    assertThat(answer)
        .hasToString(
            "{\"added\":2,\"updated\":0,\"unchanged\":0,\"refused\":["
                + "{\"row\":2,\"line\":4,\"reason\":\"The column \\\"Score\\\" takes a whole number, not \\\"many\\\".\"},"
                + "{\"row\":3,\"line\":6,\"reason\":\"The line has 2 values, and the header has 4 columns.\"}],\"kept\":[]}");
    assertThat(list.member("jane@x.example").path("columns").toString())
        .contains("\"Name\":\"Doe, the\\nfirst\",\"Score\":42")
        .contains("\"Interests\":[\"golf\",\"wine\"]");
  }

  @Test
  void brokenCsvAndWrongHeadersAreRefusedAsAWhole() {
    assertThat(list.csv("Email,Nmae\njane@x.example,Doe\n").path("detail").asText())
        .isEqualTo(
            "There is no column \"Nmae\". There are: id, Email, Name, Score, Rate, Golf, Born, Since, Interests.");
    assertThat(list.csv("Email;Name\njane@x.example;Doe\n").path("detail").asText())
        .contains("A comma is to stand between the values.");
    assertThat(list.csv("Email,Email\n").path("detail").asText()).contains("\"Email\" twice");
    assertThat(list.csv("Email,optedOut\njane@x.example,true\n").path("detail").asText())
        .contains("/addresses/{email}");
    assertThat(list.csv("Email,Name\njane@x.example,\"Doe\n").path("detail").asText())
        .startsWith("The body is no CSV:");
    assertThat(list.csv("").path("status").asInt()).isEqualTo(400);
    assertThat(caramel.members("people")).isEmpty();
  }

  @Test
  void whatWasExportedAsCsvAndComesBackChangesNothing() {
    list.post(
        "[{\"Email\":\"jane@x.example\",\"Name\":\"=SUM(1)\",\"Score\":-4,\"Interests\":[\"a\",\"b\"],\"Golf\":false},{\"Email\":\"joe@x.example\",\"Name\":\"'quoted\"}]");
    String csv =
        caramel
            .send("GET", list.path() + "/members", null, Map.of("Accept", "text/csv"))
            .body()
            .lines()
            .map(
                line ->
                    line.replaceFirst("^([^,]*),[^,]*,", "$1,").replaceFirst(",[^,]*,[^,]*$", ""))
            .collect(Collectors.joining("\r\n"));

    assertThat(csv).startsWith("id,Email,Name").contains("'=SUM(1)");
    assertThat(list.csv(csv)).hasToString(answer(0, 0, 2));
  }

  @Test
  void thousandsOfRowsComeInOneBody() {
    String csv =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "p" + i + "@x.example,Person " + i + "," + i % 100)
            .collect(Collectors.joining("\n", "Email,Name,Score\n", "\n"));

    assertThat(list.csv(csv)).hasToString(answer(5_000, 0, 0));
    assertThat(list.csv(csv.replace(",99\n", ",100\n"))).hasToString(answer(0, 50, 4_950));
  }

  /** Whether or not PostgreSQL has counted the list by then. */
  @Test
  void whoIsPostedAgainIsLookedUpWithoutReadingTheListForEachRow() throws SQLException {
    int members = 5_000;
    list.csv(
        IntStream.range(0, members)
            .mapToObj(i -> "p" + i + "@x.example")
            .collect(Collectors.joining("\n", "Email\n", "\n")));

    try (Connection connection = caramel.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      long before = read(statement);
      statement.execute(
          """
          select count(*) from lists.put_members('people', (
            select jsonb_agg(jsonb_build_object('Email', 'p' || n || '@x.example'))
              from generate_series(0, 999) n))
          """);
      statement.execute("select pg_stat_force_next_flush()");

      assertThat(read(statement) - before).isLessThan(10L * members);
    }
  }

  /** Entries of indexes, and rows, of all members that were read so far. */
  private static long read(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            """
            select seq_tup_read + (select sum(idx_tup_read) from pg_stat_user_indexes i
                                    where i.relid = t.relid)
              from pg_stat_user_tables t where relname = 'member'
            """)) {
      result.next();
      return result.getLong(1);
    }
  }

  @Test
  void aListThatIsNotThereAndABodyThatIsNoJsonAreRefused() {
    assertThat(new GivenList(caramel, "nope").post("[]").path("status").asInt()).isEqualTo(404);
    assertThat(list.post("[{\"Email\":\"jane@x.example\"},").path("status").asInt()).isEqualTo(400);
    assertThat(list.post("7").path("status").asInt()).isEqualTo(400);
    assertThat(caramel.members("people")).isEmpty();
    assertThat(list.post("[]")).hasToString(answer(0, 0, 0));
  }

  private static String answer(int added, int updated, int unchanged) {
    return "{\"added\":%d,\"updated\":%d,\"unchanged\":%d,\"refused\":[],\"kept\":[]}"
        .formatted(added, updated, unchanged);
  }
}
