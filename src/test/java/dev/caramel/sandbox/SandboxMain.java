package dev.caramel.sandbox;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;

/** Starts a sandbox alone: {@code --port=8181 --release=13.0 --leads=1000 --switch=GZIP_OFF}. */
public final class SandboxMain {

  private static final int PORT = 8181;

  private static final Map<String, BiConsumer<SandboxBuilder, String>> OPTIONS =
      Map.of(
          "port", (builder, value) -> builder.port(Integer.parseInt(value)),
          "release", SandboxBuilder::release,
          "leads", (builder, value) -> builder.leads(Integer.parseInt(value)),
          "contacts", (builder, value) -> builder.contacts(Integer.parseInt(value)),
          "prospects", (builder, value) -> builder.prospects(Integer.parseInt(value)),
          "seed", (builder, value) -> builder.seed(Long.parseLong(value)),
          "language", SandboxBuilder::language,
          "folder", SandboxBuilder::folder,
          "platform", SandboxBuilder::platform,
          "switch", (builder, value) -> builder.switchOn(Switch.valueOf(value)));

  private SandboxMain() {}

  /**
   * Runs until the process is ended.
   *
   * @param arguments options of the form {@code --name=value}
   * @throws InterruptedException if the wait is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    SandboxBuilder builder = Sandbox.builder().port(PORT);
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      BiConsumer<SandboxBuilder, String> option =
          parts.length == 2 && argument.startsWith("--")
              ? OPTIONS.get(parts[0].substring(2))
              : null;
      if (option == null) {
        System.err.println("Unknown option " + argument + "; known: --" + OPTIONS.keySet());
        System.exit(2);
        return;
      }
      option.accept(builder, parts[1]);
    }
    Sandbox sandbox = builder.start();
    System.out.println("Sugar sandbox at " + sandbox.url() + ", user caramel, password sandbox");
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  sandbox.close();
                  ended.countDown();
                }));
    ended.await();
  }
}
