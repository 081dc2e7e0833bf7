package dev.caramel.api;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.ipv6.IPv6Address;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address or a CIDR block, IPv4 or IPv6. An IPv4 address that is written inside IPv6 ({@code
 * ::ffff:203.0.113.7}) is the IPv4 address.
 */
public final class AddressBlock {
  private static final int MAPPED_BITS = IPv6Address.BIT_COUNT - 32;
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** An octet with a leading zero is octal to some programs: nobody knows which one is meant. */
  private static final Pattern LEADING_ZERO = Pattern.compile("(^|\\.)0\\d");

  private static final IPAddressStringParameters PLAIN =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .allowWildcardedSeparator(false)
          .allowMask(false)
          .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .allowBase85(false)
          .getParentBuilder()
          .toParams();

  private final IPAddress block;

  private AddressBlock(IPAddress block) {
    this.block = block;
  }

  /**
   * Reads an address ({@code 203.0.113.7}, {@code 2001:db8::1}) or a block ({@code 203.0.113.0/24},
   * {@code 2001:db8::/32}); blanks do not count, and a block counts from its first address.
   *
   * @return empty if the text is neither; names, ranges, wildcards, zones and ports are neither
   */
  public static Optional<AddressBlock> parse(String text) {
    String bare = BLANKS.matcher(text).replaceAll("");
    if (bare.length() > 60
        || LEADING_ZERO.matcher(bare).find()
        || !bare.matches("[0-9A-Fa-f:./]+")) {
      return Optional.empty();
    }
    try {
      IPAddress read = new IPAddressString(bare, PLAIN).toAddress();
      return read == null ? Optional.empty() : Optional.of(new AddressBlock(plain(read)));
    } catch (AddressStringException | IncompatibleAddressException neither) {
      return Optional.empty();
    }
  }

  /**
   * Reads a single address, never a block.
   *
   * @return empty if the text is none
   */
  public static Optional<AddressBlock> parseSingle(String text) {
    return parse(text).filter(address -> !address.block.isMultiple());
  }

  private static IPAddress plain(IPAddress read) {
    IPAddress block = read.isPrefixed() ? read.toPrefixBlock() : read;
    if (!block.isIPv6() || !block.toIPv6().isIPv4Mapped()) {
      return block;
    }
    IPAddress mapped = block.toIPv6().getEmbeddedIPv4Address().withoutPrefixLength();
    Integer bits = block.getNetworkPrefixLength();
    return bits == null || bits < MAPPED_BITS
        ? mapped
        : mapped.setPrefixLength(bits - MAPPED_BITS, false).toPrefixBlock();
  }

  /** Whether every address of the other one is in this one. */
  public boolean contains(AddressBlock other) {
    return block.contains(other.block);
  }

  /** In its usual form: {@code 203.0.113.7}, {@code 2001:db8::/32}. */
  @Override
  public String toString() {
    boolean single = !block.isMultiple();
    return (single ? block.withoutPrefixLength() : block).toCanonicalString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressBlock that && block.equals(that.block);
  }

  @Override
  public int hashCode() {
    return block.hashCode();
  }
}
