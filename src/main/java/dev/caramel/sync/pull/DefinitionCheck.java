package dev.caramel.sync.pull;

import dev.caramel.sugar.Sugar;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.Syncs;
import dev.caramel.sync.definition.SugarRules;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What of a definition is judged when a run begins: all of it where Sugar could not be asked
 * before, and each time whether its team is there. A team that is gone would look as if everybody
 * had left.
 */
@Component
class DefinitionCheck {
  private final ObjectProvider<Syncs> syncs;
  private final SugarRules rules;

  DefinitionCheck(ObjectProvider<Syncs> syncs, Sugar sugar) {
    this.syncs = syncs;
    this.rules = new SugarRules(sugar);
  }

  /**
   * Judges the definition of a run that begins.
   *
   * @throws PullFailed with all that is wrong
   */
  void check(ListSync sync, String connection) {
    List<Mistake> wrong = syncs.stream().flatMap(all -> all.verify(sync.id()).stream()).toList();
    if (wrong.isEmpty() && sync.team() != null) {
      wrong = rules.judgeSource(sync, connection);
    }
    if (!wrong.isEmpty()) {
      throw new PullFailed(
          "the definition is wrong: "
              + wrong.stream().map(Mistake::message).collect(Collectors.joining(" ")));
    }
  }
}
