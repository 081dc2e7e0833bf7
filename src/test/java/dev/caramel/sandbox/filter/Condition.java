package dev.caramel.sandbox.filter;

import dev.caramel.sandbox.store.Row;
import java.util.List;
import java.util.function.Predicate;

/** A filter, or a part of one, ready to be asked about rows. */
sealed interface Condition {

  /** Whether the row matches. */
  boolean test(Row row);

  /** Where matching rows can be. */
  Reach reach();

  /** All of several. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public boolean test(Row row) {
      for (Condition part : parts) {
        if (!part.test(row)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Reach reach() {
      return parts.stream().map(Condition::reach).reduce(Reach.ALL, Reach::and);
    }
  }

  /** One of several. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public boolean test(Row row) {
      for (Condition part : parts) {
        if (part.test(row)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Reach reach() {
      return parts.stream().map(Condition::reach).reduce(Reach::or).orElse(Reach.ALL);
    }
  }

  /** One test. */
  record One(Predicate<Row> predicate, Reach reach) implements Condition {
    @Override
    public boolean test(Row row) {
      return predicate.test(row);
    }
  }
}
