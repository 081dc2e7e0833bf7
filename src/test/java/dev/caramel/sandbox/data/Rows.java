package dev.caramel.sandbox.data;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of one module. */
interface Rows {

  IdLayout ids();

  /** The values of a row by field. */
  Function<String, @Nullable Object> values(int index);

  /** Epoch seconds. */
  long dateModified(int index);

  List<Address> addresses(int index);

  /** Team ids, the primary one first. */
  List<String> teams(int index);
}
