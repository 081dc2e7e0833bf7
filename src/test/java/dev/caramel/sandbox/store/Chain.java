package dev.caramel.sandbox.store;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several sequences, one after the other. */
final class Chain extends Ahead {

  private final Iterator<Iterator<Row>> parts;
  private Iterator<Row> current;

  @SafeVarargs
  Chain(Iterator<Row>... parts) {
    this.parts = List.of(parts).iterator();
    this.current = this.parts.next();
  }

  @Override
  @Nullable Row advance() {
    while (!current.hasNext()) {
      if (!parts.hasNext()) {
        return null;
      }
      current = parts.next();
    }
    return current.next();
  }
}
