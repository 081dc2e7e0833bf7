package dev.caramel.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/** The files and folders that settings were read from, and whether they are as they were. */
final class SettingsFiles {
  private static final int DEEPEST = 8;
  private final List<Path> places;

  private SettingsFiles(List<Path> places) {
    this.places = places;
  }

  static SettingsFiles of(ConfigurableEnvironment environment) {
    return new SettingsFiles(
        environment.getPropertySources().stream()
            .filter(SettingsFiles::isFromFile)
            .map(SettingsFiles::place)
            .flatMap(Optional::stream)
            .distinct()
            .toList());
  }

  /** Whether Spring Boot read the source from configuration files, not from the environment. */
  static boolean isFromFile(PropertySource<?> source) {
    return source instanceof ConfigTreePropertySource
        || source.getName().startsWith("Config resource ");
  }

  /** Time and size of every file: equal to an earlier answer where nothing changed. */
  Map<Path, State> states() {
    Map<Path, State> states = new HashMap<>();
    for (Path place : places) {
      try (Stream<Path> files = Files.walk(place, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
        files.forEach(file -> states.put(file, State.of(file)));
      } catch (IOException | UncheckedIOException gone) {
        // A folder of secrets is exchanged as a whole: what is not there now is a change, too.
        states.put(place, State.GONE);
      }
    }
    return states;
  }

  private static Optional<Path> place(PropertySource<?> source) {
    if (source instanceof ConfigTreePropertySource tree) {
      return Optional.of(tree.getSource());
    }
    if (!(source instanceof EnumerablePropertySource<?> listed)) {
      return Optional.empty();
    }
    return new TreeSet<>(List.of(listed.getPropertyNames()))
        .stream()
            .map(name -> OriginLookup.getOrigin(source, name))
            .map(SettingsFiles::file)
            .flatMap(Optional::stream)
            .findFirst();
  }

  private static Optional<Path> file(Origin origin) {
    if (!(origin instanceof TextResourceOrigin text)) {
      return Optional.empty();
    }
    Resource resource = text.getResource();
    try {
      return resource != null && resource.isFile()
          ? Optional.of(resource.getFile().toPath())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("A file of settings has no path", e);
    }
  }

  /**
   * What a file looks like from outside.
   *
   * @param changed when it was written
   * @param bytes how long it is
   */
  record State(FileTime changed, long bytes) {
    private static final State GONE = new State(FileTime.fromMillis(0), -1);

    private static State of(Path file) {
      try {
        BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
        return new State(seen.lastModifiedTime(), seen.size());
      } catch (IOException gone) {
        return GONE;
      }
    }
  }
}
