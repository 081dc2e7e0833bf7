package dev.caramel.sync.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Saves files of a folder as people's tools do, call by call. */
final class Editor {
  private final Path folder;

  Editor(Path folder) {
    this.folder = folder;
  }

  /**
   * Vi: a swap file while it is open, a test file, the old text moved away, the new one written.
   */
  void vi(String path, String text) {
    Path file = file(path);
    Path swap = file.resolveSibling("." + file.getFileName() + ".swp");
    Path probe = file.resolveSibling("4913");
    Path backup = file.resolveSibling(file.getFileName() + "~");
    try {
      Files.writeString(swap, "b0VIM 9.0 " + text);
      Files.writeString(probe, "");
      Files.delete(probe);
      if (Files.exists(file)) {
        Files.move(file, backup, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(file, text);
      Files.deleteIfExists(backup);
      Files.delete(swap);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Most others: the new text into a file of another name beside it, which takes its place. */
  void byRename(String path, String text) {
    Path file = file(path);
    try {
      Path draft = Files.createTempFile(file.getParent(), ".goutputstream-", "");
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A plain write into the file. */
  void write(String path, String text) {
    try {
      Files.writeString(file(path), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void move(String from, String to) {
    try {
      Files.move(file(from), file(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String path) {
    try {
      Files.deleteIfExists(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String path) {
    try {
      return Files.readString(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The real git, in the folder. */
  void git(String... arguments) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of("git", "-c", "user.name=Engineer", "-c", "user.email=e@example.com"));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String said =
          new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (git.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path file(String path) {
    Path file = folder.resolve(path);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
