package dev.caramel.sync.program;

import static dev.caramel.sync.program.Maintained.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each step of a maintenance program does to a list. */
class ProgramStepsTest {
  private static final String LIST =
      """
      list: People
      module: Leads
      columns:
        Email: email
        First Name: first_name
        Title: title
        Department: department
        Phone: phone_work
        Born: birthdate
        Do Not Call: do_not_call
        Score: survey_score_c
        Topics: newsletter_topics_c
        Status: status
      pull:
        add: true
        update: Status
      push:
        update: Title
      """;

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(0).prospects(0));

  private static final Maintained programs = new Maintained(caramel);

  @BeforeAll
  static void aList() {
    person(
        "ann@example.com",
        Map.of(
            "first_name",
            "Ann",
            "title",
            "  Head  of\u00a0Sales ",
            "phone_work",
            "+49 (0) 30-123 45"));
    person(
        "Bob@Example.com",
        Map.of(
            "first_name", "Bob", "title", "Boss & Co = 100 %", "phone_work", "0049 30 1 ext. 12"));
    person("cy@example.com", Map.of("first_name", "Cy", "status", "Dead"));
    caramel.sync("people", LIST);
  }

  private static void person(String email, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("last_name", "Doe");
    all.put("email1", email);
    caramel.sandbox().sugar().create("Leads", all);
  }

  @Test
  void a_column_takes_a_fixed_value_today_another_column_or_nothing() {
    programs.write(
        "fixed",
        step(
            "change-field-value",
            "fixed-1",
            "list: people\ncolumn: Department\ntext: R&D = 50 %, a+b"),
        step("change-field-value", "fixed-2", "list: people\ncolumn: Born\nvalue: today"),
        step("change-field-value", "fixed-3", "list: people\ncolumn: Do Not Call\ntext: yes"),
        step("copy-field-value", "fixed-4", "list: people\nfrom: Department\nto: First Name"));

    JsonNode run = programs.run("fixed");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("program").asText()).isEqualTo("fixed");
    assertThat(run.path("sync").isNull()).isTrue();
    assertThat(programs.value("people", "ann@example.com", "Department").asText())
        .isEqualTo("R&D = 50 %, a+b");
    assertThat(programs.value("people", "ann@example.com", "First Name").asText())
        .isEqualTo("R&D = 50 %, a+b");
    assertThat(programs.value("people", "ann@example.com", "Born").asText())
        .isEqualTo(LocalDate.now(java.time.ZoneId.systemDefault()).toString());
    assertThat(programs.value("people", "ann@example.com", "Do Not Call").asBoolean()).isTrue();
  }

  @Test
  void a_number_goes_up_and_down_and_an_empty_one_counts_as_zero() {
    programs.write(
        "count",
        step("change-field-value", "count-1", "list: people\ncolumn: Score\nplus: 5.0"),
        step("change-field-value", "count-2", "list: people\ncolumn: Score\nplus: -2"));

    programs.run("count");
    assertThat(programs.value("people", "cy@example.com", "Score")).hasToString("3");
    programs.run("count");
    assertThat(programs.value("people", "cy@example.com", "Score")).hasToString("6");
  }

  @Test
  void texts_are_trimmed_and_normalised() {
    programs.write(
        "tidy",
        step("normalise-field-value", "tidy-1", "list: people\ncolumn: Title"),
        step("normalise-field-value", "tidy-2", "list: people\ncolumn: Phone\nas: phone"),
        step("normalise-field-value", "tidy-3", "list: people\ncolumn: Email\nas: email"));

    JsonNode run = programs.run("tidy");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(programs.value("people", "ann@example.com", "Title").asText())
        .isEqualTo("Head of Sales");
    assertThat(programs.value("people", "ann@example.com", "Phone").asText())
        .isEqualTo("+493012345");
    assertThat(programs.value("people", "bob@example.com", "Phone").asText())
        .isEqualTo("0049 30 1 ext. 12");
    JsonNode bob = programs.member("people", "bob@example.com");
    assertThat(bob.path("columns").path("Email").asText()).isEqualTo("bob@example.com");
    assertThat(bob.path("email").asText()).isEqualTo("bob@example.com");
    assertThat(programs.run("tidy").path("counts").path("updated").asInt()).isZero();
  }

  @Test
  void wrong_steps_are_refused_with_line_and_what_would_be_right() {
    assertThat(
            programs.refused(
                "wrong",
                Maintained.text(
                    "wrong",
                    step("change-field-valu", "wrong-1", "list: people"),
                    step("change-field-value", "wrong-2", "list: peopel\ncolumn: Score\nplus: 1"),
                    step("change-field-value", "wrong-3", "list: people\ncolumn: Scor\nplus: 1"),
                    step(
                        "change-field-value",
                        "wrong-4",
                        "list: people\ncolumn: Score\nplus: 1\ntext: a"),
                    step(
                        "change-field-value",
                        "wrong-5",
                        "list: people\ncolumn: Score\nvalue: behavioral-scor"),
                    step(
                        "change-field-value",
                        "wrong-6",
                        "list: people\ncolumn: Score\nvalue: total-score\nsheet: defalt"),
                    step(
                        "change-field-value", "wrong-7", "list: people\ncolumn: Score\ntext: many"),
                    step(
                        "change-field-value", "wrong-8", "list: people\ncolumn: Status\ntext: New"),
                    step(
                        "change-field-value",
                        "wrong-8",
                        "list: people\ncolumn: Born\nvalue: profile-score"),
                    step("remove-members", "wrong-9", "list: people"),
                    step(
                        "remove-members",
                        "wrong-10",
                        "list: people\ncolumn: Status\nconditon: equals"))))
        .containsExactly(
            "8: There is no kamelet 'change-field-valu'. Did you mean 'change-field-value'?",
            "14: There is no list 'peopel'. Did you mean 'people'?",
            "21: The list 'people' has no column 'Scor'. Did you mean 'Score'?",
            "28: The column is set to two things, text and plus: keep one of them.",
            "35: 'value' is 'behavioral-scor': it may be behavioral-score, profile-score, total-score, today, empty. Did you mean 'behavioral-score'? A fixed text stands under 'text' instead.",
            "42: The account 'default' has no score sheet 'defalt'. Did you mean 'default'?",
            "48: The column 'Score' holds whole numbers, and 'many' is none of those: write a whole number, such as 40.",
            "53: The column 'Status' of 'people' belongs to Sugar, because only the pull updates it: what a program writes there would be lost. Name it under the push's 'update' too, with a conflict rule, or take it out of the pull's.",
            "56: The kamelet's call is named 'wrong-8', like the one in line 50: give this one another name.",
            "59: The column 'Born' holds dates, and a score is a number: name a column of numbers.",
            "64: Which members it is about is missing: give it column, condition and value, or a segment.",
            "68: Which members it is about is missing: give it column, condition and value, or a segment.",
            "70: The kamelet remove-members has no parameter 'conditon'. Did you mean 'condition'?");
  }

  @Test
  void members_who_match_leave_and_the_pull_does_not_bring_them_back() {
    caramel.sync("leavers", LIST.replace("People", "Leavers"));
    programs.write(
        "leave",
        step(
            "remove-members",
            "leave-1",
            "list: leavers\ncolumn: Status\ncondition: in\nvalue: Dead, Gone"));

    JsonNode run = programs.run("leave");

    assertThat(run.at("/counts/read").asInt()).as(run.toString()).isEqualTo(3);
    assertThat(run.at("/counts/removed").asInt()).isEqualTo(1);
    caramel.run("leavers", "{\"full\":true}");
    assertThat(programs.member("leavers", "cy@example.com").path("removedBecause").asText())
        .isEqualTo("by-program");
    assertThat(programs.run("leave").at("/counts/removed").asInt()).isZero();
  }

  @Test
  void members_who_match_are_added_to_another_list_once() {
    caramel.sync("givers", LIST.replace("People", "Givers"));
    caramel.write(
        "takers",
        """
        list: Takers
        module: Prospects
        columns:
          Address: email
          First Name: first_name
          Job: title
        push:
          add: true
        """);
    await().until(() -> caramel.get("/api/syncs/takers").path("state").asText().equals("ready"));
    programs.write(
        "give",
        step(
            "add-members",
            "give-1",
            "list: givers\nto: takers\ncolumn: Status\ncondition: not-equals\nvalue: Dead"));

    JsonNode run = programs.run("give");

    assertThat(run.at("/counts/added").asInt()).as(run.toString()).isEqualTo(2);
    JsonNode bob = programs.member("takers", "bob@example.com");
    assertThat(bob.path("record").isNull()).isTrue();
    assertThat(bob.at("/columns/Address").asText()).isEqualTo("Bob@Example.com");
    assertThat(bob.at("/columns/First Name").asText()).isEqualTo("Bob");
    assertThat(bob.at("/columns/Job").asText()).isEqualTo("Boss & Co = 100 %");
    caramel.send("DELETE", "/api/lists/takers/members/" + bob.path("id").asText(), null, Map.of());
    assertThat(programs.run("give").at("/counts/added").asInt()).isZero();
  }

  @Test
  void a_segment_limits_a_step_and_is_needed_by_it() {
    caramel.sync("parted", LIST.replace("People", "Parted"));
    String segment = "/api/lists/parted/segments/boss";
    caramel.send(
        "PUT",
        segment,
        "{\"all\":[{\"column\":\"Title\",\"condition\":\"contains\",\"value\":\"boss\"}]}",
        Map.of());
    programs.write(
        "part",
        step(
            "change-field-value",
            "part-1",
            "list: parted\ncolumn: Department\ntext: Board\nsegment: boss"));

    assertThat(programs.run("part").at("/counts/updated").asInt()).isEqualTo(1);

    assertThat(programs.value("parted", "bob@example.com", "Department").asText())
        .isEqualTo("Board");
    assertThat(caramel.send("DELETE", segment, null, Map.of()).body())
        .contains("the program part (programs/part.camel.yaml)");
  }

  @Test
  void a_value_that_is_none_for_its_column_is_left_and_what_changes_is_an_edit() {
    caramel.sync("mixed", LIST.replace("People", "Mixed"));
    programs.write(
        "mix",
        step("copy-field-value", "mix-1", "list: mixed\nfrom: First Name\nto: Score"),
        step("change-field-value", "mix-2", "list: mixed\ncolumn: Topics\ntext: news"));

    JsonNode run = programs.run("mix");

    assertThat(run.at("/counts/skipped").asInt()).as(run.toString()).isEqualTo(3);
    assertThat(run.at("/counts/updated").asInt()).isEqualTo(3);
    assertThat(run.path("notes").toString())
        .contains("which holds whole numbers, were not taken over");
    assertThat(programs.value("mixed", "cy@example.com", "Score").isNull()).isTrue();
    String edits =
        "select string_agg(edited::text || updated_at, ',' order by id) from member where list_id = 'mixed'";
    String before = caramel.jdbc().sql(edits).query(String.class).single();
    assertThat(before).contains("newsletter_topics_c").doesNotContain("survey_score_c");
    assertThat(programs.run("mix").at("/counts/updated").asInt()).isZero();
    assertThat(caramel.jdbc().sql(edits).query(String.class).single()).isEqualTo(before);
  }
}
