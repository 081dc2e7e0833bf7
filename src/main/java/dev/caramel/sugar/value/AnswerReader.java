package dev.caramel.sugar.value;

import java.io.IOException;
import java.io.InputStream;

/**
 * Makes a value of the body of an answer.
 *
 * @param <T> type of the value
 */
@FunctionalInterface
public interface AnswerReader<T> {
  /**
   * Reads the body to its end.
   *
   * @param body the decoded body
   * @return the value
   * @throws IOException if the body is cut, no JSON, or not of the expected shape
   */
  T read(InputStream body) throws IOException;
}
