package dev.caramel.testkit;

import dev.caramel.Caramel;
import java.io.IOException;

/** Caramel in a process of its own, which ends when the test that started it does. */
public final class NodeMain {
  private NodeMain() {}

  /**
   * Starts Caramel.
   *
   * @param arguments settings of Caramel
   */
  public static void main(String[] arguments) {
    Thread watch = new Thread(NodeMain::endWithTheTest, "end-with-the-test");
    watch.setDaemon(true);
    watch.start();
    Caramel.main(arguments);
  }

  /** The test holds the other end of the standard input: it closes however the test ends. */
  private static void endWithTheTest() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever sent
      }
    } catch (IOException e) {
      System.err.println("The test is gone: " + e.getMessage());
    }
    Runtime.getRuntime().halt(1);
  }
}
