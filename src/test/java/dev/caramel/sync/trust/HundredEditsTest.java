package dev.caramel.sync.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.RouteTexts;
import dev.caramel.sync.Syncs;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An engineer's day of edits in the routes folder, by every kind of tool, while runs go through
 * what is edited: no run fails of it, each edit takes effect, and nothing is left behind.
 */
class HundredEditsTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(40))
          .with("caramel.pull.page-size", 10)
          .with("caramel.routes.poll-interval", "20ms");

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String EDITED = "syncs/edited.camel.yaml";
  private static final int ROUNDS = 6;

  /** What comes and goes by itself in a JVM and in pools; one lost at each edit is far more. */
  private static final Map<String, Long> BREATH =
      Map.of("threads", 3L, "HTTP connections", 4L, "open files and sockets", 20L);

  private static Editor editor;
  private int edits;

  @BeforeAll
  static void aFolderUnderGit() throws IOException {
    editor = new Editor(caramel.routes());
    caramel.sync("steady", definition("Steady"));
    caramel.sync("edited", definition("As it was"));
    editor.write("syncs/nightly.camel.yaml", nightly("nightly", "0 0 2 1 1 ? 2099"));
    await().atMost(LONG).until(() -> caramel.lastRun("nightly").hasNonNull("endedAt"));
    editor.git("init", "-q", "-b", "main");
    editor.git("add", ".");
    editor.git("commit", "-q", "-m", "As it was");
    editor.git("checkout", "-q", "-b", "other");
    editor.byRename(EDITED, editor.read(EDITED).replace("As it was", "Of the branch"));
    editor.write("syncs/of-the-branch.camel.yaml", nightly("of-the-branch", "0 0 3 1 1 ? 2099"));
    editor.delete("syncs/nightly.camel.yaml");
    editor.write("sync/dry-run.camel.yaml", shipped("sync/dry-run.camel.yaml") + "# Ours\n");
    editor.git("add", "-A");
    editor.git("commit", "-q", "-m", "Of the branch");
    editor.git("checkout", "-q", "main");
  }

  @Test
  void aHundredEditsWhileRunsGoOnLeaveNothingBehind() {
    AtomicBoolean end = new AtomicBoolean();
    Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    List<CompletableFuture<Void>> runs =
        List.of(
            CompletableFuture.runAsync(() -> run("steady", end, outcomes)),
            CompletableFuture.runAsync(() -> run("edited", end, outcomes)));
    caramel.sandbox().faults().add(Fault.of("latency").on("Leads/filter").delayed(30).times(-1));
    try {
      round(0);
      Map<String, Long> before = quiet(end, runs);
      end.set(false);
      runs =
          List.of(
              CompletableFuture.runAsync(() -> run("steady", end, outcomes)),
              CompletableFuture.runAsync(() -> run("edited", end, outcomes)));
      edits = 0;
      for (int round = 1; round <= ROUNDS; round++) {
        round(round);
      }
      assertThat(edits).isGreaterThanOrEqualTo(100);
      quiet(end, runs);
      assertThat(outcomes).containsOnlyKeys("succeeded");
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(more(before, Belongings.of(caramel))).isEmpty());
    } finally {
      end.set(true);
      caramel.sandbox().faults().clear();
    }
    assertThat(caramel.run("edited").path("outcome").asText()).isEqualTo("succeeded");
    assertThat(caramel.members("edited")).hasSize(caramel.sandbox().sugar().ids("Leads").size());
  }

  /** Two runs that come at once behind a swap are too rare to count on them here. */
  @Test
  void callsGoToTheRouteThatIsThere() {
    assertThat(caramel.bean(CamelContext.class).getComponent("direct").getClass().getSimpleName())
        .isEqualTo("SwappableDirect");
  }

  /** Everything that an engineer does, once; at the end all files are as they were. */
  private void round(int round) {
    String text = editor.read(EDITED);
    editor.vi(EDITED, named(text, "By vi " + round));
    takesEffect("By vi " + round);
    editor.byRename(EDITED, named(text, "By rename " + round));
    takesEffect("By rename " + round);
    String whole = named(text, "In two halves " + round);
    editor.write(EDITED, whole.substring(0, whole.length() / 2));
    editor.write(EDITED, whole);
    takesEffect("In two halves " + round);
    editor.write(EDITED, named(text, "First of two " + round));
    editor.write(EDITED, named(text, "Other of two " + round));
    edits++;
    takesEffect("Other of two " + round);

    breakAndMend(text);
    addRenameAndDelete(round);
    editBlocks(round);

    editor.git("checkout", "-q", "--", ".");
    takesEffect("As it was");
    editor.git("checkout", "-q", "other");
    takesEffect("Of the branch");
    await().atMost(LONG).until(() -> !loaded("nightly") && loaded("of-the-branch"));
    await().atMost(LONG).until(() -> behind("dry-run").contains("# Ours"));
    editor.git("checkout", "-q", "main");
    takesEffect("As it was");
    await().atMost(LONG).until(() -> loaded("nightly") && !loaded("of-the-branch"));
    await().atMost(LONG).until(() -> !behind("dry-run").contains("# Ours"));
  }

  private void breakAndMend(String text) {
    editor.vi(EDITED, text.replace("module: Leads", "modul: Leads").replace("email", "emial"));
    edits++;
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(sync("edited").map(LoadedSync::errors).orElse(List.of()))
                    .extracting(Mistake::message)
                    .anyMatch(message -> message.contains("Did you mean 'module'?")));
    assertThat(sync("edited").map(LoadedSync::definition)).isPresent();
    editor.vi(EDITED, named(text, "Mended"));
    takesEffect("Mended");
  }

  private void addRenameAndDelete(int round) {
    editor.byRename("syncs/new.camel.yaml", nightly("new", "0 " + round + " 4 1 1 ? 2099"));
    edits++;
    await().atMost(LONG).until(() -> loaded("new"));
    editor.move("syncs/new.camel.yaml", "syncs/moved.camel.yaml");
    editor.byRename("syncs/moved.camel.yaml", nightly("moved", "0 " + round + " 4 1 1 ? 2099"));
    edits++;
    await().atMost(LONG).until(() -> loaded("moved") && !loaded("new"));
    editor.delete("syncs/moved.camel.yaml");
    edits++;
    await().atMost(LONG).until(() -> !loaded("moved"));
  }

  /** Files that all syncs share: what runs through them goes on. */
  private void editBlocks(int round) {
    List<String> blocks =
        List.of(
            "sync/pull-from-sugar.camel.yaml",
            "sync/pull-pages.camel.yaml",
            "sugar/sugar-request.camel.yaml",
            "sugar/sugar-http.camel.yaml",
            "policies/sugar-errors.camel.yaml");
    for (String block : List.of(blocks.get(round % 5), blocks.get((round + 2) % 5))) {
      String mark = "# Edit " + round;
      editor.vi(block, shipped(block) + mark + "\n");
      awaitText(block, mark, true);
      editor.delete(block);
      awaitText(block, mark, false);
      edits += 2;
    }
  }

  private void takesEffect(String name) {
    edits++;
    await(name)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                caramel
                    .bean(Syncs.class)
                    .definition("edited")
                    .map(ListSync::list)
                    .filter(name::equals)
                    .isPresent());
  }

  private static void awaitText(String path, String mark, boolean there) {
    await(path + " has " + mark + ": " + there)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> caramel.bean(RouteTexts.class).of(path).contains(mark) == there);
  }

  private static void run(String id, AtomicBoolean end, Map<String, Integer> outcomes) {
    while (!end.get()) {
      JsonNode run = caramel.run(id, "{\"full\":true}");
      String outcome = run.path("outcome").asText();
      outcomes.merge(outcome.equals("succeeded") ? outcome : run.toString(), 1, Integer::sum);
    }
  }

  /** Waits until nothing runs any more, and counts. */
  private static Map<String, Long> quiet(AtomicBoolean end, List<CompletableFuture<Void>> runs) {
    end.set(true);
    runs.forEach(CompletableFuture::join);
    return Belongings.of(caramel);
  }

  private static Map<String, String> more(Map<String, Long> before, Map<String, Long> after) {
    Map<String, String> more = new TreeMap<>();
    after.forEach(
        (what, count) -> {
          if (count > before.getOrDefault(what, 0L) + BREATH.getOrDefault(what, 0L)) {
            more.put(what, before.get(what) + " before, " + count + " now");
          }
        });
    return more;
  }

  private static boolean loaded(String id) {
    return sync(id).map(LoadedSync::definition).isPresent();
  }

  private static Optional<LoadedSync> sync(String id) {
    return caramel.bean(Syncs.class).find(id);
  }

  private static String behind(String direct) {
    return caramel.bean(RouteTexts.class).behind(direct);
  }

  private static String shipped(String path) {
    try {
      return Files.readString(Path.of("routes", path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String named(String text, String name) {
    return text.replaceFirst("list: .*", "list: " + name);
  }

  private static String definition(String name) {
    return """
        list: %s
        module: Leads
        columns:
          Email: email
          Last Name: last_name
        pull:
          add: true
          remove: true
          update: Email, Last Name
        """
        .formatted(name);
  }

  private static String nightly(String id, String cron) {
    return """
        - beans:
            - name: %1$s
              type: dev.caramel.sync.ListSync
              properties:
        %3$s
        - route:
            id: %1$s
            description: A sync of a test
            from:
              uri: quartz:sync/%1$s
              parameters:
                cron: "%2$s"
              steps:
                - to:
                    uri: direct:pull-from-sugar
        """
        .formatted(id, cron, definition(id).strip().indent(8).stripTrailing());
  }
}
