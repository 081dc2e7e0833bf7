package dev.caramel.sync.push;

import dev.caramel.sync.run.SyncRun;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** What becomes of push rules in a release that only pulls: they are named, not passed over. */
@Component("pushRules")
public class PushRules {
  /** Notes in the run that its push rules did nothing. */
  public void note(Exchange exchange) {
    SyncRun run = SyncRun.of(exchange);
    if (run.sync().push() != null) {
      run.note("This release does not push: nothing was written to Sugar");
    }
  }
}
