package dev.caramel.sync.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the installation's route files, looked at again and again. What changed counts
 * only when it has stood unchanged for one more look, so half-written files and the moves of an
 * editor do not.
 */
final class RoutesDirectory {
  private static final Pattern ROUTE_FILE =
      Pattern.compile("(?:[^./][^/]*/)*[\\p{L}\\p{N}][^/]*\\.(camel|kamelet)\\.yaml");

  /** A file written this recently may be written again without a newer date. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final Path directory;
  private final Clock clock;
  private final Map<String, Seen> seen = new HashMap<>();
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
    try (Stream<Path> paths = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      paths.forEach(file -> read(file).ifPresent(text -> files.put(text.path(), text)));
    } catch (NoSuchFileException e) {
      // A file or folder went while we looked: the next look sees what is left.
      return before;
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + directory + " cannot be read", e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return before;
      }
      throw e;
    }
    seen.keySet().retainAll(files.keySet());
    return files;
  }

  private Optional<RouteText> read(Path file) {
    String path = directory.relativize(file).toString().replace('\\', '/');
    if (!isRouteFile(path)) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (!now.isRegularFile()) {
        return Optional.empty();
      }
      Seen last = seen.get(path);
      boolean fresh = now.lastModifiedTime().toInstant().isAfter(clock.instant().minus(FRESH));
      if (last != null && !fresh && last.isStill(now)) {
        return Optional.of(last.text());
      }
      RouteText text = new RouteText(path, file.toString(), Texts.read(file));
      seen.put(path, new Seen(now.lastModifiedTime(), now.size(), now.fileKey(), text));
      return Optional.of(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
