package dev.caramel.sugar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.SandboxClock;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sugar.value.SugarTimes;
import dev.caramel.testkit.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a Sugar tells of its modules, fields, lists and time. */
class SugarOffersTest {
  private static final String CONNECTION = "default";
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final SandboxClock clock = new SandboxClock(Clock.systemUTC());
  private Sandbox sandbox;
  private SugarNode node;

  @BeforeEach
  void start() {
    DATABASE.jdbc().sql("delete from sugar_session").update();
    sandbox = Sandbox.builder().clock(clock).start();
    node = SugarNode.start(clock, DATABASE.url(), sandbox.url());
  }

  @AfterEach
  void stop() {
    node.close();
    sandbox.close();
  }

  @Test
  void fieldsComeWithTypeLengthAndALabelWithoutColon() {
    SugarField field = field("last_name");
    assertThat(field.label()).isEqualTo("Last Name");
    assertThat(field.type()).isEqualTo("varchar");
    assertThat(field.length()).isEqualTo(100);
    assertThat(field.required()).isTrue();
    assertThat(field.writable()).isTrue();
    assertThat(field.stored()).isTrue();
    assertThat(field("email").writable()).isTrue();
    assertThat(field("email").filterable()).isTrue();
    assertThat(field("full_name").filterable()).isFalse();
    assertThat(field("date_modified").writable()).isFalse();
    assertThat(module("Leads").orElseThrow().field("_hash")).isEmpty();
  }

  @Test
  void thereIsNoModuleOfAnUnknownName() {
    assertThat(module("Lead")).isEmpty();
    assertThat(node.sugar().modules(CONNECTION))
        .contains("Leads", "Prospects")
        .doesNotContain("_hash");
  }

  @Test
  void aFieldThatTheRoleHidesIsAbsentAndAProtectedOneIsNotWritable() {
    SugarUser user = sandbox.users().find("caramel");
    user.role().hide("Leads", "phone_home").protect("Leads", "title").deny("Contacts", "access");
    assertThat(module("Leads").orElseThrow().field("phone_home")).isEmpty();
    assertThat(field("title").writable()).isFalse();
    assertThat(module("Contacts")).isEmpty();
  }

  @Test
  void aNewFieldIsSeenWithinAMinuteAndAtOnceIfSomebodySaysSo() {
    assertThat(module("Leads").orElseThrow().field("caramel_lead_score_c")).isEmpty();
    installScore();
    assertThat(module("Leads").orElseThrow().field("caramel_lead_score_c")).isEmpty();
    clock.advance(Duration.ofSeconds(61));
    assertThat(module("Leads").orElseThrow().field("caramel_lead_score_c")).isPresent();
    sandbox.remove("Leads", "caramel_lead_score_c");
    node.sugar().forgetMetadata(CONNECTION);
    assertThat(module("Leads").orElseThrow().field("caramel_lead_score_c")).isEmpty();
  }

  @Test
  void theMetadataIsAskedForOnce() {
    module("Leads");
    int asked = sandbox.requests().all().size();
    module("Leads");
    assertThat(sandbox.requests().all()).hasSize(asked);
  }

  @Test
  void sugarsTimeIsSugarsOwn() {
    Instant now = Instant.parse("2026-03-29T00:59:58Z");
    clock.stopAt(now);
    assertThat(node.sugar().now(CONNECTION)).isEqualTo(now);
  }

  @Test
  void timesAreReadInEveryFormThatSugarWrites() {
    Instant expected = Instant.parse("2012-11-30T23:25:49Z");
    assertThat(SugarTimes.read("2012-11-30T23:25:49+0000")).isEqualTo(expected);
    assertThat(SugarTimes.read("2012-12-01T04:25:49+05:00")).isEqualTo(expected);
    assertThat(SugarTimes.read("2012-11-30T23:25:49Z")).isEqualTo(expected);
    assertThat(SugarTimes.read("2012-12-01T04:25:49+0500")).isEqualTo(expected);
    assertThat(SugarTimes.read("2012-11-30 23:25:49+00:00")).isEqualTo(expected);
    assertThat(SugarTimes.read(" ")).isNull();
    assertThat(SugarTimes.read("half past nine")).isNull();
  }

  @Test
  void modulesThatCanBeImportedComeWithLabelAndCount() {
    assertThat(offers().modules(null))
        .extracting(ModuleOffer::name)
        .containsExactly("Leads", "Contacts", "Prospects", "Accounts");
    assertThat(offers().modules(null))
        .filteredOn(module -> module.name().equals("Prospects"))
        .singleElement()
        .satisfies(
            targets -> {
              assertThat(targets.label()).isEqualTo("Targets");
              assertThat(targets.count()).isEqualTo(30);
            });
  }

  @Test
  void fieldsAreOfferedWithTheirDropdowns() {
    Map<String, FieldOffer> fields =
        offers().fields(null, "Leads").orElseThrow().stream()
            .collect(java.util.stream.Collectors.toMap(FieldOffer::name, field -> field));
    assertThat(fields.get("status").options()).containsKeys("New", "Assigned", "In Process");
    assertThat(fields.get("email").recommended()).isTrue();
    assertThat(fields.get("priority_c").options()).containsKeys("0", "1", "2", "3");
    assertThat(fields).doesNotContainKey("prospect_lists");
    assertThat(offers().fields(null, "Lead")).isEmpty();
  }

  @Test
  void targetListsComeWithTheNumberOfTheirMembers() {
    assertThat(offers().targetLists(null))
        .isNotEmpty()
        .allSatisfy(list -> assertThat(list.id()).isNotEmpty())
        .anySatisfy(list -> assertThat(list.counts().get("Leads")).isPositive())
        .extracting(TargetListOffer::name)
        .contains("Trade Show 2026");
  }

  @Test
  void aTestOfAWorkingConnectionIsGreenStepByStep() {
    SugarTestReport report = node.bean(SugarTester.class).test(null);
    assertThat(report.ok()).isTrue();
    assertThat(report.steps())
        .extracting(SugarTestReport.Step::name)
        .containsExactly(
            "settings",
            "address",
            "connection",
            "encryption",
            "sugar",
            "platform",
            "login",
            "release");
  }

  @Test
  void aTestNamesTheStepThatFails() {
    try (SugarNode wrong =
        SugarNode.start(
            clock,
            DATABASE.url(),
            sandbox.url(),
            "caramel.sugar.connections.gone.url=http://127.0.0.1:1",
            "caramel.sugar.connections.gone.username=caramel",
            "caramel.sugar.connections.gone.password=sandbox",
            "caramel.sugar.connections.wrong.url=" + sandbox.url(),
            "caramel.sugar.connections.wrong.username=caramel",
            "caramel.sugar.connections.wrong.password=nope",
            "caramel.sugar.connections.bare.url=" + sandbox.url())) {
      assertThat(failing(wrong, "gone")).contains("connection");
      assertThat(failing(wrong, "wrong")).contains("login");
      assertThat(failing(wrong, "bare")).contains("settings");
      assertThat(failing(wrong, "never-heard-of")).contains("settings");
    }
  }

  @Test
  void aTestNamesTheFieldsThatASyncMapsAndTheRoleDenies() {
    sandbox.users().find("caramel").role().hide("Leads", "title").protect("Leads", "department");
    RightsCheck rights = new RightsCheck(node.sugar(), CONNECTION);
    assertThat(
            rights.of(new MappedFields.Need("leads", "Leads", Set.of("email", "title"), Set.of())))
        .extracting(SugarTestReport.Step::detail)
        .isEqualTo("Leads: title is missing or hidden");
    assertThat(
            rights.of(
                new MappedFields.Need("leads", "Leads", Set.of("email"), Set.of("department"))))
        .extracting(SugarTestReport.Step::detail)
        .isEqualTo("Leads: department may not be written");
    assertThat(rights.of(new MappedFields.Need("leads", "Leads", Set.of("email"), Set.of("email"))))
        .extracting(SugarTestReport.Step::ok)
        .isEqualTo(true);
  }

  private static Optional<String> failing(SugarNode node, String connection) {
    SugarTestReport report = node.bean(SugarTester.class).test(connection);
    assertThat(report.ok()).isFalse();
    return report.steps().stream()
        .filter(step -> !step.ok())
        .peek(step -> assertThat(step.advice()).isNotBlank())
        .map(SugarTestReport.Step::name)
        .findFirst();
  }

  private void installScore() {
    sandbox.install(
        "Leads",
        dev.caramel.sandbox.catalog.SugarField.of(
            Map.of(
                "name",
                "caramel_lead_score_c",
                "type",
                "int",
                "source",
                "custom_fields",
                "vname",
                "LBL_SCORE")));
  }

  private Optional<SugarModule> module(String name) {
    return node.sugar().module(CONNECTION, name);
  }

  private SugarField field(String name) {
    return module("Leads").flatMap(module -> module.field(name)).orElseThrow();
  }

  private SugarOffers offers() {
    return node.bean(SugarOffers.class);
  }
}
