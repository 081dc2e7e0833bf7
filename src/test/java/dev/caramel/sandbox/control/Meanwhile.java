package dev.caramel.sandbox.control;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/**
 * What other users do while a client works: it happens between two of the client's requests, right
 * before the later one is answered, so that nothing is left to chance.
 */
public final class Meanwhile {

  private final List<Waiting> waiting = new ArrayList<>();

  /** Makes an empty plan. */
  public Meanwhile() {}

  /**
   * Plans work.
   *
   * @param regex sought in method and path, for example {@code "Leads/filter$"}; empty for all
   * @param request before which of the matching requests from now on, from 1
   * @param work what is done, once
   */
  public synchronized void before(String regex, int request, Runnable work) {
    waiting.add(new Waiting(Pattern.compile(regex), request, work));
  }

  /**
   * Plans that a request waits.
   *
   * @param regex sought in method and path
   * @param request which of the matching requests from now on, from 1
   * @return lets it go
   */
  public CountDownLatch hold(String regex, int request) {
    CountDownLatch latch = new CountDownLatch(1);
    before(
        regex,
        request,
        () -> {
          try {
            latch.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return latch;
  }

  /** Forgets what was not done. */
  public synchronized void clear() {
    waiting.clear();
  }

  /**
   * Does what is planned before a request.
   *
   * @param line method and path
   */
  public void reached(String line) {
    due(line).forEach(Runnable::run);
  }

  private synchronized List<Runnable> due(String line) {
    List<Runnable> due = new ArrayList<>();
    waiting.removeIf(
        one -> {
          boolean now = one.path.matcher(line).find() && ++one.seen == one.request;
          if (now) {
            due.add(one.work);
          }
          return now;
        });
    return due;
  }

  private static final class Waiting {
    private final Pattern path;
    private final int request;
    private final Runnable work;
    private int seen;

    Waiting(Pattern path, int request, Runnable work) {
      this.path = path;
      this.request = request;
      this.work = work;
    }
  }
}
