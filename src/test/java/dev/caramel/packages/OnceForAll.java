package dev.caramel.packages;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Begins and ends something with the outermost class that has it: nested classes share it. */
final class OnceForAll<E extends BeforeAllCallback & AfterAllCallback>
    implements BeforeAllCallback, AfterAllCallback {
  private final E shared;
  private int classes;

  OnceForAll(E shared) {
    this.shared = shared;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (classes++ == 0) {
      shared.beforeAll(context);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (--classes == 0) {
      shared.afterAll(context);
    }
  }
}
