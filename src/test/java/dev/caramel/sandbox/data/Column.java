package dev.caramel.sandbox.data;

import org.jspecify.annotations.Nullable;

/** Gives the value of one field for a drawn row. */
@FunctionalInterface
interface Column {

  /** The value, or null. */
  @Nullable Object of(Draw draw);
}
