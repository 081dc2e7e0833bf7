package dev.caramel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caramel.api.WrongKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AdminKeyTest {
  @TempDir private Path folder;

  @Test
  void a_key_that_is_set_opens_and_no_other_does() {
    AdminKey key = new AdminKey(new AdminKeySettings("demo\n", folder.resolve("key")));

    assertThatCode(() -> key.check("Bearer demo")).doesNotThrowAnyException();
    assertThatCode(() -> key.check("bearer  demo ")).doesNotThrowAnyException();
    for (String wrong : List.of("", "demo", "Basic demo", "Bearer", "Bearer ", "Bearer Demo")) {
      assertThatThrownBy(() -> key.check(wrong)).as(wrong).isInstanceOf(WrongKey.class);
    }
    assertThatThrownBy(() -> key.check(null)).isInstanceOf(WrongKey.class);
    assertThat(folder.resolve("key")).doesNotExist();
  }

  @Test
  void a_key_that_is_not_set_is_made_once_for_the_owner_alone(CapturedOutput log)
      throws IOException {
    Path file = folder.resolve("data/admin-key");
    AdminKey made = new AdminKey(new AdminKeySettings(" ", file));
    String key = Files.readString(file).strip();
    AdminKey restarted = new AdminKey(new AdminKeySettings(null, file));

    assertThat(key).hasSizeGreaterThanOrEqualTo(40);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatCode(() -> made.check("Bearer " + key)).doesNotThrowAnyException();
    assertThatCode(() -> restarted.check("Bearer " + key)).doesNotThrowAnyException();
    assertThat(log).contains(file.toString()).doesNotContain(key);
    assertThat(file.getParent().toFile().list()).containsExactly("admin-key");
  }

  @Test
  void an_empty_file_opens_nothing() throws IOException {
    Path file = Files.createFile(folder.resolve("key"));

    assertThatThrownBy(() -> new AdminKey(new AdminKeySettings(null, file)))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("empty");
  }

  @Test
  void a_place_that_cannot_be_written_is_told_with_the_way_out() throws IOException {
    Path blocked = Files.createFile(folder.resolve("blocked"));

    assertThatThrownBy(() -> new AdminKey(new AdminKeySettings(null, blocked.resolve("key"))))
        .hasMessageContaining("caramel.admin-key-file");
  }
}
