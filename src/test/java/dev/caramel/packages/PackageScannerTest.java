package dev.caramel.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner check refuses each thing that is denied, and nothing that only looks like it. */
class PackageScannerTest {
  private final PackageScanner scanner = new PackageScanner();

  static Stream<String> functions() {
    return PackageScanner.lines("denied-functions.txt").stream()
        .map(name -> name.replace("*", "init"));
  }

  static Stream<String> classes() {
    return PackageScanner.lines("denied-classes.txt").stream()
        .map(name -> name.replace("*", "Method"));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void a_denied_function_is_refused_however_it_is_written(String function) {
    assertThat(denied("$a = " + function + "('x');")).hasSize(1);
    assertThat(denied("return \\" + function.toUpperCase(java.util.Locale.ROOT) + " ('x');"))
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("classes")
  void a_denied_class_is_refused_wherever_it_is_named(String name) {
    assertThat(denied("$a = new " + name + "('x');")).hasSize(1);
    assertThat(denied("$a = new \\" + name + ";")).hasSize(1);
    assertThat(denied("class A extends " + name + " {}")).hasSize(1);
    assertThat(denied("$a = " + name + "::make();")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$a = `ls`;",
        "$f('x');",
        "$a = $names['f']('x');",
        "('f')('x');",
        "'f'('x');",
        "$a = new $name();",
        "$o->$method('x');",
        "$a = \"text {$f('x')}\";",
        "include $path;",
        "require_once 'custom/' . $name . '.php';",
      })
  void denied_syntax_is_refused(String php) {
    assertThat(denied(php)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$zip->copy('a', 'b');",
        "Files::copy('a', 'b');",
        "function link($a) {}",
        "$a = new File('x');",
        "// exec('ls')\n$a = 1;",
        "/* `ls` */ $a = 'exec(1)';",
        "$files = array('copy' => array());",
        "$object->$property->getBeans();",
        "require_once 'custom/include/a.php';",
        "@include 'custom/config.php';",
      })
  void what_only_looks_denied_passes(String php) {
    assertThat(denied(php)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.sh", ".DS_Store", "files/a.phar", "files/a.exe", "files/noending"})
  void a_file_of_another_kind_is_refused(String path) {
    assertThat(scanner.denied(path, "")).hasSize(1);
  }

  @Test
  void php_hidden_in_a_template_is_refused() {
    assertThat(scanner.denied("files/a.hbs", "<p><?php system('ls'); ?></p>")).hasSize(1);
  }

  @Test
  void a_finding_names_file_and_line() {
    assertThat(scanner.denied("files/a.php", "<?php\n\n$a = exec('ls');\n"))
        .containsExactly("files/a.php:3: the function exec()");
  }

  private java.util.List<String> denied(String php) {
    return scanner.denied("files/a.php", "<?php\n" + php + "\n");
  }
}
