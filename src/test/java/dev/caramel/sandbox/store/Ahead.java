package dev.caramel.sandbox.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator that is written as one step. */
abstract class Ahead implements Iterator<Row> {

  private @Nullable Row next;
  private boolean asked;

  /** Gives the next row, or null at the end. */
  abstract @Nullable Row advance();

  @Override
  public boolean hasNext() {
    if (!asked) {
      next = advance();
      asked = true;
    }
    return next != null;
  }

  @Override
  public Row next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    asked = false;
    return next;
  }

  @Nullable Row peek() {
    return hasNext() ? next : null;
  }
}
