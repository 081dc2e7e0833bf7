package dev.caramel.packages;

import dev.caramel.testkit.RunningCaramel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** One of the packages as the build made it, or as somebody packed it anew. */
record SugarZip(byte[] bytes) {
  static final String PLATFORM = "caramel-platform.zip";
  static final String INTEGRATOR = "caramel-integrator.zip";
  static final String INTEGRATOR_8_TO_10 = "caramel-integrator-sugar-8-to-10.zip";

  /** The package of that name as it rides in the jar. */
  static SugarZip built(String name) {
    try (InputStream zip = SugarZip.class.getResourceAsStream("/packages/" + name)) {
      return new SugarZip(zip.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The package of that name as a running Caramel hands it out to anybody. */
  static SugarZip handedOutBy(RunningCaramel caramel, String name) {
    try (InputStream zip = URI.create(caramel.url() + "/packages/" + name).toURL().openStream()) {
      return new SugarZip(zip.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All entries in their order; those of folders, too. */
  Map<String, ZipEntry> entries() {
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    read((entry, content) -> entries.put(entry.getName(), entry));
    return entries;
  }

  /** The texts of all files by their paths. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    read(
        (entry, content) -> {
          if (!entry.isDirectory()) {
            files.put(entry.getName(), new String(content, StandardCharsets.UTF_8));
          }
        });
    return files;
  }

  /** The package with these files, packed anew. */
  static SugarZip of(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SugarZip(bytes.toByteArray());
  }

  private void read(java.util.function.BiConsumer<ZipEntry, byte[]> reader) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        reader.accept(entry, zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
