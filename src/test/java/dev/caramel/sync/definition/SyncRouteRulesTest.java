package dev.caramel.sync.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sync.Mistake;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncRouteRulesTest {
  private static final RouteFileReader ROUTES = new RouteFileReader(Clock.systemUTC());
  private final SyncFileReader reader = new SyncFileReader(ROUTES);

  private SyncFile read(String text) {
    return reader.read("syncs/all-leads.camel.yaml", text);
  }

  private SyncFile readChanged(String from, String to) {
    assertThat(SyncTexts.LEADS).contains(from);
    return read(SyncTexts.LEADS.replace(from, to));
  }

  private static Mistake mistake(int line, String message) {
    return new Mistake(line, message);
  }

  @Test
  void fileBeanAndRouteHaveOneName() {
    SyncFile file =
        read(
            SyncTexts.LEADS
                .replace("name: all-leads", "name: leads")
                .replace("id: all-leads", "id: al-leads"));
    assertThat(file.mistakes())
        .containsExactly(
            mistake(
                2,
                "The bean is named 'leads', but the file 'all-leads': file, bean and route have one name. Name the bean 'all-leads', or rename the file."),
            mistake(
                23,
                "The route's id is 'al-leads', but the file's name 'all-leads': file, bean and route have one name. Write id: all-leads, or rename the file."));
  }

  @Test
  void anIdNamesAViewAndIsNotTooLong() {
    String id = "a".repeat(64);
    SyncFile file = reader.read("syncs/" + id + ".camel.yaml", SyncTexts.onDemand(id));
    assertThat(file.mistakes())
        .containsExactly(
            mistake(
                1,
                "The file name '"
                    + id
                    + "' is 64 characters long: an id may have up to 63, because it names the list's view."));
  }

  @Test
  void anIdHasPlainCharacters() {
    SyncFile file = reader.read("syncs/all leads.camel.yaml", SyncTexts.onDemand("all leads"));
    assertThat(file.mistakes())
        .contains(
            mistake(
                1,
                "The file name 'all leads' cannot be an id: it may have letters, digits, '-' and '_', and begins with a letter or digit, such as all-sugar-leads."));
  }

  @Test
  void aScheduleIsNamedByTheSync() {
    assertThat(readChanged("quartz:sync/all-leads", "quartz:sync/all-sugar-leads").mistakes())
        .containsExactly(
            mistake(
                26,
                "The schedule is named 'quartz:sync/all-sugar-leads': write quartz:sync/all-leads, so that it is found by the sync's name."));
  }

  @Test
  void aSyncBeginsWithItsScheduleOrOnDemand() {
    assertThat(
            readChanged(
                    "quartz:sync/all-leads\n      parameters:\n        cron: \"0 0 2 * * ?\"",
                    "direct:other")
                .mistakes())
        .containsExactly(
            mistake(
                26,
                "The route begins with 'direct:other': a sync begins with quartz:sync/all-leads, or without a schedule with direct:all-leads."));
  }

  @Test
  void theWayThatVisualEditorsWriteAScheduleIsTaken() {
    assertThat(
            readChanged(
                    "uri: quartz:sync/all-leads\n      parameters:\n",
                    "uri: quartz\n      parameters:\n        groupName: sync\n        triggerName: all-leads\n")
                .mistakes())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 2 * *", "0 0 25 * * ?", "0 0 2 * * *", "every day"})
  void aBadCronIsRefused(String cron) {
    assertThat(readChanged("0 0 2 * * ?", cron).mistakes())
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.line()).isEqualTo(28);
              assertThat(m.message())
                  .startsWith("The cron '" + cron + "' is none that Quartz takes: ")
                  .endsWith("every night at 02:00 is \"0 0 2 * * ?\".");
            });
  }

  @Test
  void aCronThatNeverFiresAgainIsRefused() {
    assertThat(readChanged("0 0 2 * * ?", "0 0 2 1 1 ? 2020").mistakes())
        .containsExactly(mistake(28, "The cron '0 0 2 1 1 ? 2020' never fires again."));
  }

  @Test
  void anUnknownTimeZoneIsRefused() {
    assertThat(
            readChanged(
                    "cron: \"0 0 2 * * ?\"",
                    "cron: \"0 0 2 * * ?\"\n        trigger.timeZone: Europe/Berln")
                .mistakes())
        .containsExactly(
            mistake(29, "There is no time zone 'Europe/Berln'. Did you mean 'Europe/Berlin'?"));
  }

  @Test
  void aScheduleWithoutATimeIsRefused() {
    assertThat(readChanged("      parameters:\n        cron: \"0 0 2 * * ?\"\n", "").mistakes())
        .containsExactly(
            mistake(
                26,
                "The schedule has no 'cron': without one Quartz would fire every second. Every night at 02:00 is cron: \"0 0 2 * * ?\"."));
  }

  @Test
  void anUnknownOptionOfAnEndpointIsRefused() {
    assertThat(
            readChanged(
                    "cron: \"0 0 2 * * ?\"",
                    "cronn: \"0 0 2 * * ?\"\n        trigger.repeatInterval: 5")
                .mistakes())
        .containsExactly(
            mistake(28, "The component 'quartz' has no option 'cronn'. Did you mean 'cron'?"));
  }

  @Test
  void anUnknownStepIsRefused() {
    assertThat(
            readChanged(
                    "- to:\n            uri: direct:push-to-sugar",
                    "- too:\n            uri: direct:push-to-sugar")
                .mistakes())
        .containsExactly(mistake(32, "Camel knows no 'too' here. Did you mean 'to'?"));
  }

  @Test
  void anUnknownComponentIsRefused() {
    assertThat(readChanged("uri: direct:push-to-sugar", "uri: dirct:push-to-sugar").mistakes())
        .containsExactly(
            mistake(33, "There is no Camel component 'dirct'. Did you mean 'direct'?"));
  }
}
