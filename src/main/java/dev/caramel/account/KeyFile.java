package dev.caramel.account;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that an admin key which nobody set is made in, once, readable for its owner alone. */
final class KeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final int RANDOM_BYTES = 32;
  private final Path file;

  KeyFile(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  /**
   * The key in the file; makes both if there is no file yet.
   *
   * @throws IllegalStateException if the file is empty, or cannot be read or written
   */
  String key() {
    try {
      if (Files.notExists(file)) {
        make();
      }
      String key = Files.readString(file).strip();
      if (key.isEmpty()) {
        throw new IllegalStateException(
            "The admin key's file " + file + " is empty: delete it, or set caramel.admin-key");
      }
      LOG.info("The admin key is in {}", file);
      return key;
    } catch (IOException failure) {
      throw new IllegalStateException(
          "The admin key's file "
              + file
              + " cannot be used: "
              + failure.getMessage()
              + ". Set caramel.admin-key, or caramel.admin-key-file to a place that can be written",
          failure);
    }
  }

  /** Written beside and then moved into place: another node that starts now reads it whole. */
  private void make() throws IOException {
    Files.createDirectories(file.getParent());
    Path draft =
        Files.createTempFile(file.getParent(), file.getFileName().toString(), null, ownerOnly());
    try {
      Files.writeString(draft, newKey() + System.lineSeparator());
      Files.move(draft, file);
    } catch (FileAlreadyExistsException anotherNodeWasFaster) {
      LOG.debug("The admin key was made by another node");
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String newKey() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
