package dev.caramel.sync.explain;

import dev.caramel.sync.ListSync;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules of a definition, a sentence each. */
final class Rules {
  private Rules() {}

  static List<String> of(ListSync sync) {
    List<String> rules = new ArrayList<>();
    rules.add("The source is " + source(sync) + ".");
    ListSync.PullRules pull = sync.pull();
    if (pull == null) {
      rules.add("Nothing is pulled.");
    } else {
      rules.add("Pull: new records are " + (pull.add() ? "added." : "not added."));
      rules.add("Pull: records that left are " + (pull.remove() ? "removed." : "not removed."));
      rules.add("Pull: " + columns(pull.update()) + " from Sugar.");
    }
    ListSync.PushRules push = sync.push();
    if (push == null) {
      rules.add("Nothing is pushed.");
    } else {
      rules.add(
          "Push: members without a record are "
              + (push.add() ? "linked or created." : "not created."));
      rules.add(
          "Push: "
              + columns(push.update())
              + " to Sugar"
              + (push.segment() == null ? "." : ", for the segment \"" + push.segment() + "\"."));
    }
    return rules;
  }

  private static String source(ListSync sync) {
    StringBuilder words = new StringBuilder("the module " + sync.module());
    if (sync.targetList() != null) {
      words.append(", on the target list \"").append(sync.targetList()).append('"');
    }
    if (sync.team() != null) {
      words.append(", of the team \"").append(sync.team()).append('"');
    }
    if (sync.filter() != null) {
      words.append(", with the filter ").append(sync.filter().strip());
    }
    if (sync.excludeConverted()) {
      words.append(", without converted leads");
    }
    return words.toString();
  }

  private static String columns(Set<String> names) {
    return names.isEmpty() ? "no column is updated" : String.join(", ", names) + " are updated";
  }
}
