package dev.caramel.sandbox.store;

import java.util.Comparator;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Two ordered sequences as one. */
final class Merged extends Ahead {

  private final Ahead left;
  private final Iterator<Row> right;
  private final Comparator<Row> order;
  private @Nullable Row held;

  Merged(Ahead left, Iterator<Row> right, Comparator<Row> order) {
    this.left = left;
    this.right = right;
    this.order = order;
  }

  @Override
  @Nullable Row advance() {
    if (held == null && right.hasNext()) {
      held = right.next();
    }
    Row other = held;
    if (other == null) {
      return left.hasNext() ? left.next() : null;
    }
    Row first = left.peek();
    if (first != null && order.compare(first, other) < 0) {
      return left.next();
    }
    held = null;
    return other;
  }
}
