package dev.caramel.sandbox.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests to {@code /rest}. Neither queries nor bodies nor headers are kept. */
public final class RequestLog {

  private static final int KEPT = 20_000;

  private static final int PARTS_KEPT = 200_000;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Deque<Entry> parts = new ArrayDeque<>();
  private long count;

  /** Makes an empty log. */
  public RequestLog() {}

  /**
   * Adds a request that is answered, or never will be.
   *
   * @param method the verb
   * @param path the path
   * @param status the status, 0 if there was no answer
   * @param records how many records it carried
   */
  public synchronized void add(String method, String path, int status, int records) {
    entries.addLast(new Entry(++count, method, path, status, records));
    if (entries.size() > KEPT) {
      entries.removeFirst();
    }
  }

  /**
   * Adds a part of a bulk call that was answered.
   *
   * @param method the verb
   * @param path the path
   * @param status the status
   * @param records how many records it carried
   */
  public synchronized void addPart(String method, String path, int status, int records) {
    parts.addLast(new Entry(++count, method, path, status, records));
    if (parts.size() > PARTS_KEPT) {
      parts.removeFirst();
    }
  }

  /**
   * The last parts of bulk calls.
   *
   * @return up to 200,000, oldest first
   */
  public synchronized List<Entry> parts() {
    return List.copyOf(parts);
  }

  /**
   * The last requests.
   *
   * @return up to 20,000, oldest first
   */
  public synchronized List<Entry> all() {
    return List.copyOf(entries);
  }

  /** Forgets all requests; numbers go on. */
  public synchronized void clear() {
    entries.clear();
    parts.clear();
  }

  /**
   * One request.
   *
   * @param number its number, from 1
   * @param method the verb
   * @param path the path, without the query
   * @param status the status, 0 if there was no answer
   * @param records how many records the answer carried
   */
  public record Entry(long number, String method, String path, int status, int records) {}
}
