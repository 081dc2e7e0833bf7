package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How addresses and blocks are read. */
class AddressBlockTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "' 203.0.113.7 ', 203.0.113.7",
    "203.0.113.9/24, 203.0.113.0/24",
    "203.0.113.9/32, 203.0.113.9",
    "2001:DB8:0:0::1, 2001:db8::1",
    "2001:db8::1/32, 2001:db8::/32",
    "::ffff:203.0.113.7, 203.0.113.7"
  })
  void an_address_or_block_has_one_usual_form(String given, String kept) {
    assertThat(AddressBlock.parse(given).orElseThrow()).hasToString(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "203.0.113",
        "203.0.113.256",
        "203.0.113.07",
        "203.0.113.*",
        "203.0.113.1-9",
        "203.0.113.0/33",
        "203.0.113.0/255.255.255.0",
        "2001:db8::g",
        "fe80::1%1",
        "203.0.113.7:80",
        "2001:db8::/129",
        "/8",
        "0xcb.0.113.7",
        "3405803783"
      })
  void what_is_no_address_is_none(String given) {
    assertThat(AddressBlock.parse(given)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "2001:db8::/32, 2001:db8::7, true",
    "::/0, 10.1.2.3, false",
    "0.0.0.0/0, 2001:db8::7, false"
  })
  void a_block_holds_its_addresses(String block, String address, boolean held) {
    assertThat(
            AddressBlock.parse(block)
                .orElseThrow()
                .contains(AddressBlock.parseSingle(address).orElseThrow()))
        .isEqualTo(held);
  }
}
