package dev.caramel.sync.pull;

import java.util.BitSet;

/**
 * Addresses of an account that have a row: noted as bits by their hashes, so that it says "no" for
 * sure and "yes" perhaps. A first pull asks here before it asks the database, as hardly an address
 * of a thousand has a row. A row that somebody makes while the pull goes on may be missed: then it
 * is as if he had made it behind the page.
 */
final class NotedAddresses {
  /** Two MiB; of a million addresses one in seventeen is asked for in vain. */
  private static final int BITS = 1 << 24;

  private final BitSet bits = new BitSet(BITS);

  /** Notes an address in lower case. */
  void add(String key) {
    bits.set(place(key));
  }

  /** Whether an address in lower case may have a row. */
  boolean mayHave(String key) {
    return bits.get(place(key));
  }

  private static int place(String key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return hash >>> 8;
  }
}
