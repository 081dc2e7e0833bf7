package dev.caramel.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Body of the call that authorizes an address.
 *
 * @param address a single address or a CIDR block, IPv4 or IPv6; blanks do not count
 */
public record NewAuthorizedIp(@JsonProperty(required = true) String address) {}
