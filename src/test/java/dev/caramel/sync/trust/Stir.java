package dev.caramel.sync.trust;

import dev.caramel.sandbox.Sugar;
import dev.caramel.testkit.RunningCaramel;
import java.util.List;
import java.util.Map;

/**
 * Changes a few leads in such a way that the next pull of a list must make each kind of request
 * that it knows: pages of changes, tombstones, ids, records by id, the second look at those that
 * left, and opt-outs.
 */
final class Stir {
  private static final int LEADS = 24;
  private static final String[] STATUSES = {"New", "Dead"};

  private final RunningCaramel caramel;
  private final String list;
  private int times;

  Stir(RunningCaramel caramel, String list) {
    this.caramel = caramel;
    this.list = list;
  }

  void createLeads() {
    for (int i = 0; i < LEADS; i++) {
      create("Person " + i, "person" + i + "@example.com");
    }
  }

  private void create(String name, String email) {
    sugar()
        .create(
            "Leads",
            Map.of("first_name", name, "last_name", "Lead", "status", "New", "email", email));
  }

  void stir() {
    times++;
    sugar().prune();
    List<String> leads = sugar().ids("Leads");
    sugar().update("Leads", leads.get(3), Map.of("first_name", "Edited " + times));
    sugar().setAddress("person5@example.com", times % 2 == 0, false);
    replace(leads.get(leads.size() - 2));
    sugar().update("Leads", leads.get(7), Map.of("status", STATUSES[times % 2]));
    sugar().update("Leads", leads.get(8), Map.of("status", STATUSES[(times + 1) % 2]));
    // Under a date that no pull by time looks at.
    sugar()
        .update(
            "Leads",
            leads.get(9),
            Map.of(
                "first_name",
                "Old " + times,
                "date_modified",
                caramel.sandbox().clock().instant().minusSeconds(86_400 + 100L * times)));
  }

  /** Deletes a lead, and creates another one with its address. */
  private void replace(String lead) {
    List<?> emails = (List<?>) sugar().record("Leads", lead).get("emails");
    sugar().delete("Leads", lead);
    create("New " + times, String.valueOf(emails.get(0)));
  }

  /** Makes the list as it is before its first pull. */
  void forgetList() {
    for (String table : List.of("pending_removal", "sync_checkpoint", "rejection")) {
      caramel.jdbc().sql("delete from " + table + " where sync_id = ?").param(list).update();
    }
    caramel.jdbc().sql("delete from sync where id = ?").param(list).update();
    caramel.jdbc().sql("delete from member where list_id = ?").param(list).update();
  }

  private Sugar sugar() {
    return caramel.sandbox().sugar();
  }
}
