package dev.caramel.packages;

import dev.caramel.testkit.RunningCaramel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From Sugar, over a running Caramel, to PostgreSQL: what needs all of them, on one Caramel. */
@Tool.Needs(Tool.PHP)
class SugarPackagesTest {
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(0).contacts(0).prospects(0));

  @RegisterExtension static final OnceForAll<RunningCaramel> once = new OnceForAll<>(caramel);

  @Nested
  class TestConnector extends ConnectSugar {}

  @Nested
  class Endpoints extends AskFromSugar {}

  @Nested
  @Tool.Needs(Tool.BROWSER)
  class InBrowser {
    static final SalesFloor floor = new SalesFloor(caramel);

    @RegisterExtension static final OnceForAll<SalesFloor> together = new OnceForAll<>(floor);

    @Nested
    class WithData extends ShowDashlets {}

    @Nested
    class InTrouble extends TroubledDashlets {}
  }
}
