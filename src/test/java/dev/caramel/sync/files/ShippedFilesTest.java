package dev.caramel.sync.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sync.definition.RouteFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedFilesTest {
  private static final FileJudge JUDGE = LoaderFixture.JUDGE;
  private static final Map<String, RouteText> FILES =
      new RoutesDirectory(Path.of("routes"), Clock.systemUTC()).readNow();

  static Stream<String> paths() {
    return FILES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyFileIsValidForCamelAndForUs(String path) {
    FileJudge.Read read = JUDGE.read(FILES.get(path));

    assertThat(read.sync() == null ? read.file().mistakes() : read.sync().mistakes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyFileBeginsWithACommentOfTwoToFiveLines(String path) {
    long lines = FILES.get(path).text().lines().takeWhile(line -> line.startsWith("#")).count();

    assertThat(lines).isBetween(2L, 5L);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyRouteIsNamedAfterItsFileAndDescribed(String path) {
    RouteFile file = JUDGE.read(FILES.get(path)).file();

    assertThat(file.routes()).allSatisfy(route -> assertThat(route.described()).isTrue());
    assertThat(file.routes()).extracting(RouteFile.Route::id).allMatch(file.stem()::equals);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyEndpointIsWrittenWithUriAndParameters(String path) {
    String text = FILES.get(path).text();

    assertThat(text.lines().map(String::strip)).noneMatch(line -> line.matches("(- )?to: +\\S.*"));
    assertThat(text.lines().map(String::strip)).noneMatch(line -> line.matches("uri:.*\\?.*=.*"));
    assertThat(text.lines().map(String::strip)).noneMatch(line -> line.matches("(- )?log: +\\S.*"));
  }

  @Test
  void everyRouteThatIsCalledExists() {
    List<RouteFile> files = FILES.values().stream().map(file -> JUDGE.read(file).file()).toList();
    Set<String> known =
        files.stream().flatMap(file -> file.directRoutes().stream()).collect(Collectors.toSet());

    assertThat(files)
        .allSatisfy(file -> assertThat(known).as(file.path()).containsAll(file.directCalls()));
  }

  @Test
  void noTwoRoutesHaveOneId() {
    assertThat(
            FILES.values().stream()
                .flatMap(file -> JUDGE.read(file).file().routes().stream())
                .map(RouteFile.Route::id))
        .doesNotHaveDuplicates();
  }
}
