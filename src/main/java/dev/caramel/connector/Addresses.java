package dev.caramel.connector;

import dev.caramel.api.WrongRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads email addresses from parameters. */
final class Addresses {
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@,\\p{Cntrl}]+@[^\\s@,\\p{Cntrl}]+");
  private static final int LONGEST = 254;

  private Addresses() {}

  /** As the database compares addresses. */
  static String key(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  /**
   * One address; empty if none is given.
   *
   * @throws WrongRequest if it is no address
   */
  static Optional<String> one(String name, @Nullable String given) {
    return given == null ? Optional.empty() : Optional.of(judged(name, given.strip()));
  }

  /**
   * Several addresses, separated by commas.
   *
   * @param most how many there may be
   * @throws WrongRequest if one is no address, or there are too many
   */
  static List<String> several(String name, String given, int most) {
    List<String> addresses =
        Arrays.stream(given.split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(text -> judged(name, text))
            .distinct()
            .toList();
    if (addresses.isEmpty() || addresses.size() > most) {
      throw WrongRequest.of(
          name, "\"" + name + "\" may have 1 to " + most + " addresses, separated by commas.");
    }
    return addresses;
  }

  private static String judged(String name, String text) {
    if (text.length() > LONGEST || !ADDRESS.matcher(text).matches()) {
      throw WrongRequest.of(
          name, "\"" + name + "\" is to be an email address such as jane@example.com.");
    }
    return text;
  }
}
