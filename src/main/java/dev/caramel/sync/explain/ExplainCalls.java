package dev.caramel.sync.explain;

import dev.caramel.api.WrongRequest;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the API tells of one person in a sync. */
@Component
public class ExplainCalls {
  private final Explainer explainer;

  ExplainCalls(Explainer explainer) {
    this.explainer = explainer;
  }

  /**
   * Explains one person.
   *
   * @param sync id of the sync
   * @param email address of the person, or null
   * @param record id of the Sugar record, or null
   * @throws WrongRequest unless exactly one of both is given
   * @throws dev.caramel.api.NoSuchThing if there is no sync of that id
   */
  public Explanation explain(
      @Variable("sync") String sync,
      @Variable("email") @Nullable String email,
      @Variable("record") @Nullable String record) {
    String address = email == null || email.isBlank() ? null : email.strip();
    String id = record == null || record.isBlank() ? null : record.strip();
    if ((address == null) == (id == null)) {
      throw WrongRequest.of(
          "email", "Who is to be explained? Give \"email\" or \"record\", one of both.");
    }
    return explainer.explain(sync, address, id);
  }
}
