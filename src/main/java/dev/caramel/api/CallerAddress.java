package dev.caramel.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells from which address a request comes. A trusted proxy adds the address that it was called
 * from to the end of {@code X-Forwarded-For} or {@code Forwarded}; what stands further to the left
 * may have been written by anybody. So the headers are read from the right, and only as long as
 * each link of the chain is trusted itself.
 */
@Component
public class CallerAddress {
  private final List<AddressBlock> trusted;

  CallerAddress(ProxySettings settings) {
    this.trusted = settings.trustedProxies().stream().map(CallerAddress::proxy).toList();
  }

  private static AddressBlock proxy(String text) {
    return AddressBlock.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "caramel.trusted-proxies: \""
                        + text
                        + "\" is no IP address and no CIDR block such as 10.0.0.0/8"));
  }

  /**
   * Address of whoever sent the request, in its usual form. Where a trusted proxy says nothing that
   * can be read, or its two headers disagree, it is the proxy's own address, so that nobody gets in
   * by what a proxy passed on unread.
   */
  public String of(HttpServletRequest request) {
    // A link-local address comes with the name of our own network card: fe80::1%eth0.
    String remote = request.getRemoteAddr().replaceFirst("%.*", "");
    Optional<AddressBlock> sender = AddressBlock.parseSingle(remote);
    if (sender.isEmpty()) {
      return remote;
    }
    if (!isTrusted(sender.get())) {
      return sender.get().toString();
    }
    List<String> forwardedFor = ForwardedChain.forwardedFor(values(request, "X-Forwarded-For"));
    List<String> forwarded = ForwardedChain.forwarded(values(request, "Forwarded"));
    AddressBlock one = walk(sender.get(), forwardedFor);
    AddressBlock other = walk(sender.get(), forwarded);
    if (forwardedFor.isEmpty() || forwarded.isEmpty()) {
      return (forwardedFor.isEmpty() ? other : one).toString();
    }
    return (one.equals(other) ? one : sender.get()).toString();
  }

  private AddressBlock walk(AddressBlock sender, List<String> chain) {
    AddressBlock caller = sender;
    for (int i = chain.size() - 1; i >= 0; i--) {
      Optional<AddressBlock> link = AddressBlock.parseSingle(chain.get(i));
      if (link.isEmpty()) {
        return sender;
      }
      caller = link.get();
      if (!isTrusted(caller)) {
        return caller;
      }
    }
    return caller;
  }

  private boolean isTrusted(AddressBlock address) {
    return trusted.stream().anyMatch(proxy -> proxy.contains(address));
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return new ArrayList<>(Collections.list(request.getHeaders(header)));
  }
}
