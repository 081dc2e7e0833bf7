package dev.caramel.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the zips of the build before anybody installs them. */
class PackagesTest {
  private final PackageScanner scanner = new PackageScanner();

  @ParameterizedTest
  @ValueSource(strings = {SugarZip.PLATFORM, SugarZip.INTEGRATOR})
  void nothing_that_the_scanner_denies_is_in_a_package(String name) {
    assertThat(denied(SugarZip.built(name))).isEmpty();
  }

  @Test
  void the_build_for_old_releases_calls_out_by_curl_in_one_file_and_is_clean_otherwise() {
    assertThat(denied(SugarZip.built(SugarZip.INTEGRATOR_8_TO_10)))
        .isNotEmpty()
        .allMatch(
            finding ->
                finding.matches("files/caramel/CaramelTransport.php:\\d+: the function curl_.*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SugarZip.PLATFORM, SugarZip.INTEGRATOR, SugarZip.INTEGRATOR_8_TO_10})
  void the_bytes_depend_on_nothing_but_the_sources(String name) {
    Map<String, ZipEntry> entries = SugarZip.built(name).entries();

    assertThat(entries).containsKey("manifest.php");
    assertThat(entries.values())
        .allSatisfy(
            entry -> {
              assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(2026, 11, 24, 0, 0));
              assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            });
    List<String> folders = entries.keySet().stream().filter(path -> path.endsWith("/")).toList();
    assertThat(folders).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {SugarZip.PLATFORM, SugarZip.INTEGRATOR, SugarZip.INTEGRATOR_8_TO_10})
  void the_manifest_names_every_file_and_every_file_that_it_names_is_there(String name) {
    Map<String, String> files = SugarZip.built(name).files();
    Set<String> named = new TreeSet<>();
    Matcher path = Pattern.compile("<basepath>/([^']+)").matcher(files.get("manifest.php"));
    while (path.find()) {
      String from = path.group(1);
      files.keySet().stream()
          .filter(file -> file.equals(from) || file.startsWith(from + "/"))
          .forEach(named::add);
      assertThat(files.keySet()).as(from).anyMatch(file -> file.startsWith(from));
    }
    named.add("manifest.php");

    assertThat(named).containsExactlyInAnyOrderElementsOf(files.keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {SugarZip.PLATFORM, SugarZip.INTEGRATOR, SugarZip.INTEGRATOR_8_TO_10})
  void the_manifest_carries_the_version_of_the_build(String name) {
    assertThat(SugarZip.built(name).files().get("manifest.php"))
        .containsPattern("'version' => '\\d+\\.\\d+\\.\\d+(-[A-Za-z]+)?'")
        .doesNotContain("@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.0.2", "9.3.0", "10.0.5", "10.3.0ENT"})
  void old_releases_take_the_build_for_them_only(String release) {
    assertThat(accepts(SugarZip.PLATFORM, release)).isTrue();
    assertThat(accepts(SugarZip.INTEGRATOR, release)).isFalse();
    assertThat(accepts(SugarZip.INTEGRATOR_8_TO_10, release)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.0", "12.1.0", "13.3.2", "14.0.0", "25.1.0"})
  void releases_of_today_take_the_usual_build_only(String release) {
    assertThat(accepts(SugarZip.PLATFORM, release)).isTrue();
    assertThat(accepts(SugarZip.INTEGRATOR, release)).isTrue();
    assertThat(accepts(SugarZip.INTEGRATOR_8_TO_10, release)).isFalse();
  }

  @Test
  void every_language_has_every_text() {
    Map<String, String> files = SugarZip.built(SugarZip.INTEGRATOR).files();

    for (String folder : List.of("files/language/", "files/fields/", "files/connector/language/")) {
      List<Set<String>> keys =
          files.entrySet().stream()
              .filter(file -> file.getKey().startsWith(folder))
              .map(file -> keys(file.getValue()))
              .toList();
      assertThat(keys).as(folder).hasSize(3);
      assertThat(Set.copyOf(keys)).as(folder).hasSize(1);
    }
  }

  @Test
  void every_text_that_a_dashlet_shows_is_in_the_language_files() {
    Map<String, String> files = SugarZip.built(SugarZip.INTEGRATOR).files();
    Set<String> known = keys(files.get("files/language/en_us.php"));
    Stream<String> used =
        files.entrySet().stream()
            .filter(file -> file.getKey().matches("files/dashlets/.*\\.(php|js)"))
            .flatMap(file -> matches("'(LBL_[A-Z_]+[A-Z])'", file.getValue()).stream());

    assertThat(known).containsAll(used.toList());
  }

  @Test
  void every_problem_has_a_sentence_in_the_language_files() {
    Map<String, String> files = SugarZip.built(SugarZip.INTEGRATOR).files();
    Set<String> codes =
        matches("(?m)^        '([a-z_]+)' => '", files.get("files/caramel/CaramelProblem.php"));

    assertThat(codes).hasSizeGreaterThan(8);
    assertThat(keys(files.get("files/language/en_us.php")))
        .containsAll(
            codes.stream()
                .map(code -> "LBL_CARAMEL_PROBLEM_" + code.toUpperCase(java.util.Locale.ROOT))
                .toList());
  }

  private List<String> denied(SugarZip zip) {
    return zip.files().entrySet().stream()
        .flatMap(file -> scanner.denied(file.getKey(), file.getValue()).stream())
        .toList();
  }

  /** Sugar looks for each expression anywhere in the name of its release. */
  private static boolean accepts(String zip, String release) {
    String manifest = SugarZip.built(zip).files().get("manifest.php");
    Set<String> expressions = matches("'regex_matches' => array\\('([^']+)'\\)", manifest);
    assertThat(expressions).hasSize(1);
    return expressions.stream().anyMatch(regex -> Pattern.compile(regex).matcher(release).find());
  }

  private static Set<String> keys(String php) {
    return matches("(?m)^\\s*(?:\\$\\w+\\[)?[\"']([^\"']+)[\"'](?:\\] =| =>)", php);
  }

  private static Set<String> matches(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
