package dev.caramel.sandbox.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of the REST API: 10, 11, 11.1 to 11.27 (reference 1.1).
 *
 * @param major 10 or 11
 * @param minor 0 to 27
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  /** What all releases serve. */
  public static final ApiVersion LOWEST = new ApiVersion(10, 0);

  private static final Pattern SEGMENT = Pattern.compile("v(\\d{1,3})(?:_(\\d{1,3}))?");
  private static final Pattern HEADER =
      Pattern.compile("application/vnd\\.sugarcrm\\.core\\+json;\\s*version=(\\d+)(?:\\.(\\d+))?");
  private static final String[] RELEASES =
      ("8.0=1 8.1=2 8.2=3 8.3=4 9.0=4 9.1=5 9.2=6 9.3=7 10.0=8 10.1=9 10.2=10 10.3=11 11.0=12 "
              + "11.1=13 11.2=14 11.3=15 12.0=16 12.1=17 12.2=18 12.3=19 13.0=20 13.1=21 13.2=22 "
              + "13.3=23 14.0=24 14.1=25 14.2=25 25.1=26 25.2=27 26.1=27")
          .split(" ");

  /**
   * The highest version of a release.
   *
   * @param release for example {@code "13.0"}
   * @return the version
   * @throws IllegalArgumentException if the table of reference 1.1 lacks the release
   */
  public static ApiVersion of(String release) {
    for (String row : RELEASES) {
      if (row.startsWith(release + "=")) {
        return new ApiVersion(11, Integer.parseInt(row.substring(release.length() + 1)));
      }
    }
    throw new IllegalArgumentException("Not in the table of releases: " + release);
  }

  /** Reads the version of a URL, {@code v11_5}; null if the segment is none. */
  static @Nullable ApiVersion ofSegment(String segment) {
    return read(SEGMENT.matcher(segment));
  }

  /** Reads the version of an Accept header (reference 1.2); null if it names none. */
  static @Nullable ApiVersion ofAccept(@Nullable String accept) {
    return accept == null ? null : read(HEADER.matcher(accept.trim()));
  }

  private static @Nullable ApiVersion read(Matcher matcher) {
    if (!matcher.matches()) {
      return null;
    }
    String minor = matcher.group(2);
    return new ApiVersion(
        Integer.parseInt(matcher.group(1)), minor == null ? 0 : Integer.parseInt(minor));
  }

  @Override
  public int compareTo(ApiVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + (minor == 0 ? "" : "." + minor);
  }
}
