package dev.caramel.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh sandbox for each test. */
abstract class SandboxTest {

  Sandbox sandbox;
  SugarClient guest;
  SugarClient sugar;

  @BeforeEach
  final void start() {
    sandbox = configured(Sandbox.builder()).start();
    guest = SugarClient.of(sandbox);
    sugar = guest.login("caramel");
  }

  @AfterEach
  final void stop() {
    sandbox.close();
  }

  SandboxBuilder configured(SandboxBuilder builder) {
    return builder;
  }

  /** Logs in on another sandbox that differs in one thing. */
  static SugarClient on(Sandbox other) {
    return SugarClient.of(other).login("caramel");
  }
}
