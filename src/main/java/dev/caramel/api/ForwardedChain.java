package dev.caramel.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses that the headers of proxies name, from the first caller to the last proxy. */
final class ForwardedChain {
  /** The part {@code for=} of one element of {@code Forwarded} (RFC 7239). */
  private static final Pattern FOR =
      Pattern.compile(
          "(?:^|;)\\s*for\\s*=\\s*(?:\"([^\"]*)\"|([^;\"]*))\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);

  /** {@code [2001:db8::1]:4711} or {@code 203.0.113.7:4711}; some proxies add the port. */
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]*)\\](?::\\d{1,5})?|([^:]*):\\d{1,5}");

  private ForwardedChain() {}

  static List<String> forwardedFor(List<String> headers) {
    List<String> chain = new ArrayList<>();
    for (String header : headers) {
      for (String element : header.split(",", -1)) {
        chain.add(withoutPort(element.strip()));
      }
    }
    return chain;
  }

  /** An element without {@code for=} becomes an empty text, which is no address. */
  static List<String> forwarded(List<String> headers) {
    List<String> chain = new ArrayList<>();
    for (String header : headers) {
      for (String element : header.split(",", -1)) {
        Matcher given = FOR.matcher(element);
        boolean named = given.find();
        String value = !named ? "" : given.group(1) == null ? given.group(2) : given.group(1);
        chain.add(withoutPort(value.strip()));
      }
    }
    return chain;
  }

  private static String withoutPort(String address) {
    Matcher port = WITH_PORT.matcher(address);
    if (!port.matches()) {
      return address;
    }
    return port.group(1) == null ? port.group(2) : port.group(1);
  }
}
