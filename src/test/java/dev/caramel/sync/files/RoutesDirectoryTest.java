package dev.caramel.sync.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the folder counts, look by look. */
class RoutesDirectoryTest {
  private static final String ONE = "syncs/one.camel.yaml";

  @TempDir Path folder;
  private RoutesDirectory directory;

  @BeforeEach
  void aFolderWithOneFile() throws IOException {
    write(ONE, "first");
    directory = new RoutesDirectory(folder, Clock.systemUTC());
    directory.readNow();
  }

  @Test
  void aFileThatIsBeingWrittenKeepsItsFormerTextUntilItStandsStill() throws IOException {
    write(ONE, "sec");
    assertThat(look()).containsEntry(ONE, "first");
    write(ONE, "second");
    assertThat(look()).containsEntry(ONE, "first");
    assertThat(look()).containsEntry(ONE, "second");
  }

  @Test
  void aFileThatIsAwayForOneLookIsNotDeleted() throws IOException {
    Files.move(folder.resolve(ONE), folder.resolve(ONE + "~"));
    assertThat(look()).containsEntry(ONE, "first");
    write(ONE, "second");
    assertThat(look()).containsEntry(ONE, "first");
    assertThat(look()).containsEntry(ONE, "second").hasSize(1);

    Files.delete(folder.resolve(ONE));
    look();
    assertThat(look()).isEmpty();
  }

  @Test
  void theOtherOfTwoSavesWithinOneTickOfTheClockIsSeenAlthoughDateAndSizeAreTheSame()
      throws IOException {
    FileTime tick = FileTime.from(Instant.now());
    write(ONE, "AAAAA");
    Files.setLastModifiedTime(folder.resolve(ONE), tick);
    look();
    assertThat(look()).containsEntry(ONE, "AAAAA");

    write(ONE, "BBBBB");
    Files.setLastModifiedTime(folder.resolve(ONE), tick);
    look();

    assertThat(look()).containsEntry(ONE, "BBBBB");
  }

  @Test
  void anOlderFileThatTakesThePlaceOfOneIsSeen() throws IOException {
    FileTime old = FileTime.from(Instant.now().minusSeconds(86_400));
    Files.setLastModifiedTime(folder.resolve(ONE), old);
    look();
    look();
    Path other = Files.writeString(folder.resolve("other"), "later");
    Files.setLastModifiedTime(other, old);
    Files.move(other, folder.resolve(ONE), StandardCopyOption.REPLACE_EXISTING);
    look();

    assertThat(look()).containsEntry(ONE, "later");
  }

  @Test
  void whatCannotBeReadKeepsNoOtherFromBeingRead() throws IOException {
    Path syncs = folder.resolve("syncs");
    Files.createSymbolicLink(syncs.resolve("dangling.camel.yaml"), Path.of("nowhere"));
    Files.createSymbolicLink(syncs.resolve("circle.camel.yaml"), Path.of("circle.camel.yaml"));
    Files.createSymbolicLink(syncs.resolve("endless"), Path.of("."));
    Files.createDirectory(syncs.resolve("folder.camel.yaml"));
    write("syncs/two.camel.yaml", "new");
    look();

    assertThat(look()).isEqualTo(Map.of(ONE, "first", "syncs/two.camel.yaml", "new"));
    assertThat(new RoutesDirectory(folder, Clock.systemUTC()).readNow()).hasSize(2);
  }

  @Test
  void whatGitKeepsForItselfIsNoneOfOurs() throws IOException {
    write(".git/syncs/two.camel.yaml", "not ours");
    look();

    assertThat(look()).containsOnlyKeys(ONE);
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Map<String, String> look() {
    Map<String, String> texts = new java.util.TreeMap<>();
    directory.look().forEach((path, text) -> texts.put(path, text.text()));
    return texts;
  }
}
