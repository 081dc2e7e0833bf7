package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest extends SandboxTest {

  @ParameterizedTest
  @CsvSource({
    "8.0,11_1,11_2",
    "9.0,11_4,11_5",
    "10.0,11_8,11_9",
    "12.0,11_16,11_17",
    "14.0,11_24,11_25"
  })
  void aReleaseServesItsOwnVersionAndNoHigherOne(String release, String own, String higher) {
    try (Sandbox other = Sandbox.builder().release(release).start()) {
      SugarClient client = on(other);

      assertThat(client.version("v10").get("/ping").status()).isEqualTo(200);
      assertThat(client.version("v11").get("/ping").status()).isEqualTo(200);
      assertThat(client.version("v" + own).get("/ping").status()).isEqualTo(200);
      assertThat(client.version("v" + higher).get("/ping").error())
          .isEqualTo("301 incorrect_version");
      assertThat(
              client
                  .get("/metadata?type_filter=server_info")
                  .json()
                  .path("server_info")
                  .path("version")
                  .asText())
          .isEqualTo(release + ".0");
    }
  }

  @Test
  void theRefusalTellsTheHighestVersion() {
    assertThat(sugar.version("v11_99").get("/ping").json().path("error_message").asText())
        .isEqualTo("Please change your requested API version to value between 10 and 11.20.");
  }

  @Test
  void aVersionBelowTenIsRefused() {
    assertThat(sugar.version("v9").get("/ping").error()).isEqualTo("301 incorrect_version");
  }

  @Test
  void theVersionStandsEitherInTheUrlOrInTheHeader() {
    String accept = "application/vnd.sugarcrm.core+json; version=11.5";
    SugarClient header = sugar.with("Accept", accept);

    assertThat(header.version("").get("me").status()).isEqualTo(200);
    assertThat(header.version("v11_5").get("/me").error()).isEqualTo("301 incorrect_version");
    assertThat(sugar.version("").get("me").error()).isEqualTo("301 incorrect_version");
    assertThat(sugar.version("v10.1").get("/me").error()).isEqualTo("301 incorrect_version");
  }

  @ParameterizedTest
  @CsvSource({"8.0,401", "8.1,401", "8.2,200", "9.0,200", "13.0,200"})
  void bearerWorksFrom82(String release, int status) {
    try (Sandbox other = Sandbox.builder().release(release).start()) {
      SugarClient client = SugarClient.of(other);
      String token =
          client.grant("caramel", "sandbox", "caramel").json().path("access_token").asText();

      assertThat(client.with("Authorization", "Bearer " + token).get("/ping").status())
          .isEqualTo(status);
    }
  }

  @Test
  void anInstanceMayLiveInASubfolder() {
    try (Sandbox other = Sandbox.builder().folder("/sugar").start()) {
      assertThat(other.url()).endsWith("/sugar");
      assertThat(on(other).get("/ping").text()).isEqualTo("\"pong\"");
    }
  }

  @Test
  void trailingSlashesAreTolerated() {
    assertThat(sugar.get("/Leads/").status()).isEqualTo(200);
  }

  @Test
  void aWrongVerbIsNoMethodAndAnUnknownPathNotFound() {
    assertThat(sugar.delete("/ping").error()).isEqualTo("404 no_method");
    assertThat(sugar.get("/Nothing").error()).isEqualTo("404 not_found");
    assertThat(sugar.get("/Leads/1/2/3/4/5/6").error()).isEqualTo("404 not_found");
  }
}
