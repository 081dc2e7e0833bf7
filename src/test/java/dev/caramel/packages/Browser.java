package dev.caramel.packages;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Debian's Chromium, without a window, and what it complains of. */
final class Browser implements AutoCloseable {
  private static final Path LIBRARIES = Path.of("src/test/browser/node_modules").toAbsolutePath();
  private static final Path PICTURES = Path.of("target/dashlets");

  /** Nothing but the pages of the test is asked for. */
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;

  Browser() {
    // The machine may be busy: a page that is slow is not wrong.
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    System.setProperty("playwright.cli.dir", driver().toString());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        onPath("node").toString())));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(FLAGS));
  }

  /** A new page of that size, whose user sits in Berlin. The page before is closed. */
  Page page(int width, int height) {
    forget();
    context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                // The check of accessibility is a script that no page of ours lets in.
                .setBypassCSP(true)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId("Europe/Berlin"));
    context.setDefaultTimeout(30_000);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onDialog(
        dialog -> {
          complaints.add("a dialog: " + dialog.message());
          dialog.dismiss();
        });
    return page;
  }

  /** What the console said, errors of scripts, and dialogs, since the page was made. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Serious and critical faults of accessibility that axe finds on a page. */
  static List<String> barriers(Page page) {
    page.addScriptTag(
        new Page.AddScriptTagOptions().setPath(LIBRARIES.resolve("axe-core/axe.min.js")));
    JsonObject found =
        JsonParser.parseString(
                (String) page.evaluate("async () => JSON.stringify(await axe.run(document))"))
            .getAsJsonObject();
    List<String> barriers = new ArrayList<>();
    for (JsonElement each : found.getAsJsonArray("violations")) {
      JsonObject violation = each.getAsJsonObject();
      if (Pattern.matches("serious|critical", violation.get("impact").getAsString())) {
        barriers.add(violation.get("id").getAsString() + ": " + violation.get("nodes"));
      }
    }
    return barriers;
  }

  /** Keeps a picture of the page, or of a part of it, under target/dashlets. */
  static void picture(Page page, String selector, String name) {
    Path file = PICTURES.resolve(name + ".png");
    if (selector == null) {
      page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
    } else {
      page.locator(selector)
          .screenshot(new com.microsoft.playwright.Locator.ScreenshotOptions().setPath(file));
    }
  }

  /** Closes the page and forgets what it said. */
  void forget() {
    if (context != null) {
      context.close();
      context = null;
    }
    complaints.clear();
  }

  @Override
  public void close() {
    forget();
    chromium.close();
    playwright.close();
  }

  /** The driver as Playwright for Java expects it: a folder with "package". */
  private static Path driver() {
    Path folder = Path.of("target/playwright-driver").toAbsolutePath();
    try {
      Files.createDirectories(folder);
      Path link = folder.resolve("package");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, LIBRARIES.resolve("playwright-core"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private static Path onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(program + " is missing"));
  }
}
