package dev.caramel.sync.run;

import dev.caramel.testkit.RunningCaramel;
import dev.caramel.testkit.SyncFile;

/** Files of syncs that these tests write. */
final class SyncFiles {
  /** A cron that never fires while a test runs. */
  static final String NEVER = "0 0 2 1 1 ? 2099";

  private SyncFiles() {}

  /** Pulls all leads into a list of that name. */
  static String leads(String name) {
    return """
        list: %s
        module: Leads
        columns:
          Email: email
          First Name: first_name
          Last Name: last_name
        pull:
          add: true
          remove: true
          update: Email, First Name, Last Name
        """
        .formatted(name);
  }

  /** Writes a sync of all leads that has a schedule. */
  static void schedule(RunningCaramel caramel, String id, String cron) {
    caramel.writeFile("syncs/" + id + ".camel.yaml", scheduled(id, cron));
  }

  /** Text of a sync of all leads that has a schedule. */
  static String scheduled(String id, String cron) {
    return SyncFile.scheduled(id, cron, leads("List " + id));
  }
}
