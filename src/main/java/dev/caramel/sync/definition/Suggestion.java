package dev.caramel.sync.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody probably meant by a name that does not exist. */
public final class Suggestion {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();
  private static final int FEW = 12;

  private Suggestion() {}

  /** The known name that is nearest to the wrong one, if one is near enough to be meant. */
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    String plain = plain(wrong);
    return known.stream()
        .min(
            Comparator.<String>comparingInt(name -> DISTANCE.apply(plain, plain(name)))
                .thenComparing(Comparator.naturalOrder()))
        .filter(name -> DISTANCE.apply(plain, plain(name)) <= mostEdits(plain));
  }

  /**
   * A sentence for the end of a message, with a space before it: "Did you mean ...?", else the
   * known names where they are few, else nothing.
   */
  public static String sentence(String wrong, Collection<String> known) {
    return nearest(wrong, known)
        .map(name -> " Did you mean '" + name + "'?")
        .orElseGet(
            () ->
                known.isEmpty() || known.size() > FEW
                    ? ""
                    : " There are: " + String.join(", ", known) + ".");
  }

  private static int mostEdits(String plain) {
    return Math.max(plain.length() > 3 ? 2 : 1, plain.length() * 2 / 5);
  }

  /** Case, blanks and dashes are what people most often get wrong: they do not count. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }
}
