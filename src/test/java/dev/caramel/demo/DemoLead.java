package dev.caramel.demo;

import dev.caramel.sandbox.Sandbox;
import java.util.Map;

/** The lead that the demo's commands speak of: the same at each start. */
final class DemoLead {
  static final String ID = "6c1f1c1e-0000-4000-8000-00000000cafe";
  static final String EMAIL = "jane.doe@example.com";

  private DemoLead() {}

  static void createIn(Sandbox sandbox) {
    sandbox
        .sugar()
        .create(
            "Leads", Map.of("id", ID, "first_name", "Jane", "last_name", "Doe", "email1", EMAIL));
  }
}
