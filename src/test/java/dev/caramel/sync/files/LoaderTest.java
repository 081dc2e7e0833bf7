package dev.caramel.sync.files;

import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.definition.SyncTexts;
import dev.caramel.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The base of tests of the loader: each has a folder, a Camel and an empty job store of its own.
 */
abstract class LoaderTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  static final String FILE = "syncs/one.camel.yaml";
  static final String NIGHTLY = SyncTexts.scheduled("one", "0 0 2 * * ?");

  @TempDir Path directory;
  LoaderFixture loader;

  @BeforeEach
  void prepare() throws Exception {
    database
        .jdbc()
        .sql(
            "truncate list, list_column, node, node_sync, qrtz_cron_triggers, qrtz_triggers, qrtz_job_details cascade")
        .update();
    loader = new LoaderFixture(database.url(), directory, null);
  }

  @AfterEach
  void stop() throws Exception {
    loader.close();
  }

  LoadedSync sync(String id) {
    return loader.registry.find(id).orElseThrow();
  }

  List<String> routeIds() {
    return loader.camel.getRoutes().stream().map(r -> r.getRouteId()).sorted().toList();
  }
}
