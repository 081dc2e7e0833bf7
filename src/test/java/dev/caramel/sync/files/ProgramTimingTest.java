package dev.caramel.sync.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.SyncFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether a program is in time for the sync that brings its values to Sugar. */
class ProgramTimingTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void a_program_before_its_sync_is_in_time() {
    assertThat(notes("0 0 1 * * ?", "0 0 2 * * ?", Duration.ofMinutes(20), "Lead Score")).isEmpty();
  }

  @Test
  void a_program_after_its_sync_is_pointed_out() {
    assertThat(notes("0 0 3 * * ?", "0 0 2 * * ?", Duration.ZERO, "Lead Score"))
        .containsExactly(
            new Mistake(
                8,
                "It fires 60 minutes after the sync 'leads', which brings its values to Sugar: they wait 23 hours for the sync's next run. Schedule it before the sync, or make it a step of the sync, before its push."));
  }

  @Test
  void a_program_that_usually_has_not_ended_when_its_sync_begins_is_pointed_out() {
    assertThat(notes("0 50 1 * * ?", "0 0 2 * * ?", Duration.ofMinutes(12), "Lead Score"))
        .containsExactly(
            new Mistake(
                8,
                "It fires 10 minutes before the sync 'leads', which brings its values to Sugar, and usually takes 12 minutes: it has not ended then. Schedule it earlier, or make it a step of the sync, before its push."));
    assertThat(notes("0 50 1 * * ?", "0 0 2 * * ?", Duration.ofMinutes(9), "Lead Score")).isEmpty();
    assertThat(notes("0 0 2 * * ?", "0 0 2 * * ?", Duration.ZERO, "Lead Score"))
        .singleElement()
        .satisfies(
            note -> assertThat(note.message()).startsWith("It fires together with the sync"));
  }

  @Test
  void a_sync_that_comes_within_the_hour_is_soon_enough() {
    assertThat(notes("0 0 3 * * ?", "0 0/15 * * * ?", Duration.ofMinutes(5), "Lead Score"))
        .isEmpty();
  }

  @Test
  void
      a_program_whose_values_no_sync_pushes_and_one_that_is_a_step_of_its_sync_may_fire_whenever() {
    assertThat(notes("0 0 3 * * ?", "0 0 2 * * ?", Duration.ZERO, "Email")).isEmpty();
    assertThat(notes("0 0 3 * * ?", "0 0 2 * * ?", Duration.ZERO, "Lead Score", "refresh"))
        .isEmpty();
  }

  private static List<Mistake> notes(
      String program, String sync, Duration usual, String column, String... reached) {
    return new ProgramTiming(NOON, id -> usual)
        .of(
            LoaderFixture.JUDGE.read(text("programs/refresh.camel.yaml", program(program, column))),
            List.of(syncFile(sync)),
            file -> Set.of(reached));
  }

  private static SyncFile syncFile(String cron) {
    return LoaderFixture.JUDGE.read(text("syncs/leads.camel.yaml", sync(cron))).sync();
  }

  private static RouteText text(String path, String text) {
    return new RouteText(path, path, text);
  }

  private static String program(String cron, String column) {
    return """
        - route:
            id: refresh
            description: A program
            from:
              uri: quartz:program/refresh
              parameters:
                trigger.timeZone: UTC
                cron: "%s"
              steps:
                - to:
                    uri: kamelet:change-field-value/refresh-1
                    parameters:
                      list: leads
                      column: %s
                      value: behavioral-score
        """
        .formatted(cron, column);
  }

  private static String sync(String cron) {
    return """
        - beans:
            - name: leads
              type: dev.caramel.sync.ListSync
              properties:
                list: Leads
                module: Leads
                columns:
                  Email: email
                  Lead Score: caramel_lead_score_c
                push:
                  update: Lead Score
        - route:
            id: leads
            description: A sync
            from:
              uri: quartz:sync/leads
              parameters:
                trigger.timeZone: UTC
                cron: "%s"
              steps:
                - to:
                    uri: direct:push-to-sugar
        """
        .formatted(cron);
  }
}
