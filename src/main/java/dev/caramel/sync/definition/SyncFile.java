package dev.caramel.sync.definition;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.Mistake;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sync file as its text tells it.
 *
 * @param file the file without the definition: what Camel loads
 * @param definition the definition as far as it could be read; null where the file has none
 * @param lines where the definition's parts stand
 * @param mistakes all mistakes that the file alone shows, by line
 */
public record SyncFile(
    RouteFile file, @Nullable ListSync definition, Lines lines, List<Mistake> mistakes) {
  /** File stem, bean name, route id, sync id and list id in one. */
  public String id() {
    return file.stem();
  }
}
