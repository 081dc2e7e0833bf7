package dev.caramel.sync.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder with the installation's route files, looked at again and again. What changed counts
 * only when it has stood unchanged for one more look, so half-written files and the moves of an
 * editor do not.
 */
final class RoutesDirectory {
  private static final Logger log = LoggerFactory.getLogger(RoutesDirectory.class);

  private static final Pattern ROUTE_FILE =
      Pattern.compile("(?:[^./][^/]*/)*[\\p{L}\\p{N}][^/]*\\.(camel|kamelet)\\.yaml");

  /** A file written this recently may be written again without a newer date. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final Path directory;
  private final Clock clock;
  private final Map<String, Seen> seen = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private Map<String, RouteText> before = Map.of();
  private Map<String, RouteText> stable = new TreeMap<>();

  private record Seen(FileTime modified, long size, @Nullable Object key, RouteText text) {
    boolean isStill(BasicFileAttributes now) {
      return modified.equals(now.lastModifiedTime())
          && size == now.size()
          && (key == null || key.equals(now.fileKey()));
    }
  }

  RoutesDirectory(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** Whether a path below the folder is a route file, and none of an editor's temporary ones. */
  static boolean isRouteFile(String path) {
    return ROUTE_FILE.matcher(path).matches();
  }

  Path path() {
    return directory;
  }

  boolean exists() {
    return Files.isDirectory(directory);
  }

  /** All files as they stand now: for the start, when nobody is expected to write. */
  Map<String, RouteText> readNow() {
    before = scan();
    stable = new TreeMap<>(before);
    return Map.copyOf(stable);
  }

  /** All files as they stood at two looks in a row; what is in between keeps its former text. */
  Map<String, RouteText> look() {
    Map<String, RouteText> now = scan();
    Set<String> paths = new HashSet<>(now.keySet());
    paths.addAll(before.keySet());
    paths.addAll(stable.keySet());
    for (String path : paths) {
      Optional<RouteText> file = Optional.ofNullable(now.get(path));
      if (file.equals(Optional.ofNullable(before.get(path)))) {
        file.ifPresentOrElse(text -> stable.put(path, text), () -> stable.remove(path));
      }
    }
    before = now;
    return Map.copyOf(stable);
  }

  private Map<String, RouteText> scan() {
    Map<String, RouteText> files = new TreeMap<>();
    try {
      Files.walkFileTree(
          directory,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Walk((path, text) -> files.put(path, text)));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + directory + " cannot be read", e);
    }
    seen.keySet().retainAll(files.keySet());
    return files;
  }

  /** What cannot be read is told, and keeps no other file from being read. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final BiConsumer<String, RouteText> found;

    Walk(BiConsumer<String, RouteText> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes now) {
      boolean hidden = !folder.equals(directory) && folder.getFileName().toString().startsWith(".");
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes now) {
      String path = pathOf(file);
      if (now.isRegularFile() && isRouteFile(path)) {
        read(path, file, now).ifPresent(text -> found.accept(path, text));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      keep(pathOf(file), e).ifPresent(text -> found.accept(text.path(), text));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  private Optional<RouteText> read(String path, Path file, BasicFileAttributes now) {
    Seen last = seen.get(path);
    boolean fresh = now.lastModifiedTime().toInstant().isAfter(clock.instant().minus(FRESH));
    if (last != null && !fresh && last.isStill(now)) {
      return Optional.of(last.text());
    }
    try {
      RouteText text = new RouteText(path, file.toString(), Texts.read(file));
      seen.put(path, new Seen(now.lastModifiedTime(), now.size(), now.fileKey(), text));
      unreadable.remove(path);
      return Optional.of(text);
    } catch (IOException e) {
      return keep(path, e);
    }
  }

  /**
   * A file that went while we looked is gone; one that is there, but unreadable, stays as it was.
   */
  private Optional<RouteText> keep(String path, IOException e) {
    if (e instanceof NoSuchFileException) {
      return Optional.empty();
    }
    if (unreadable.add(path)) {
      log.warn("{} cannot be read, and is passed over: {}", directory.resolve(path), e.toString());
    }
    return Optional.ofNullable(before.get(path));
  }

  private String pathOf(Path file) {
    return directory.relativize(file).toString().replace('\\', '/');
  }
}
