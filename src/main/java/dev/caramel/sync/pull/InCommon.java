package dev.caramel.sync.pull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pull learns of the columns that a push writes, for one member.
 *
 * @param agreed values that list and Sugar have in common now, by field; null for an empty one
 * @param drift values that somebody changed in Sugar although only the push updates them
 * @param changed fields whose value in Sugar is another than it was when it was last looked at
 */
record InCommon(
    Map<String, @Nullable Object> agreed,
    Map<String, @Nullable Object> drift,
    List<String> changed) {
  /** Nothing, and nothing comes to it. */
  static final InCommon NOTHING = new InCommon(Map.of(), Map.of(), List.of());

  static InCommon none() {
    return new InCommon(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
  }
}
