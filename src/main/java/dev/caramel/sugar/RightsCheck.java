package dev.caramel.sugar;

import dev.caramel.sugar.SugarTestReport.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether our user may read and write what a sync maps. */
final class RightsCheck {
  private final Sugar sugar;
  private final String connection;

  RightsCheck(Sugar sugar, String connection) {
    this.sugar = sugar;
    this.connection = connection;
  }

  Step of(MappedFields.Need need) {
    String name = "rights of " + need.sync();
    Optional<SugarModule> module = sugar.module(connection, need.module());
    if (module.isEmpty()) {
      return new Step(
          name,
          false,
          "Sugar has no module " + need.module() + ", or its user may not see it",
          "In Sugar, see Admin > Role Management: the user's role needs access, list and view on "
              + need.module());
    }
    List<String> lacks = lacks(need, module.get());
    return lacks.isEmpty()
        ? new Step(name, true, "All fields of " + need.module() + " that it maps", null)
        : new Step(
            name,
            false,
            need.module() + ": " + String.join("; ", lacks),
            "In Sugar, see Admin > Role Management for the rights, and Admin > Studio for the"
                + " fields");
  }

  private static List<String> lacks(MappedFields.Need need, SugarModule module) {
    List<String> lacks = new ArrayList<>();
    for (String field : need.read()) {
      if (module.field(field).isEmpty()) {
        lacks.add(field + " is missing or hidden");
      }
    }
    for (String field : need.written()) {
      Optional<SugarField> found = module.field(field);
      if (found.isEmpty() && !need.read().contains(field)) {
        lacks.add(field + " is missing or hidden: its push is off");
      }
      if (found.isPresent() && !found.get().writable()) {
        lacks.add(field + " may not be written");
      }
    }
    return lacks;
  }
}
