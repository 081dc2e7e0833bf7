package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whom a request comes from, behind proxies that are trusted, and behind others. */
class CallerAddressTest {
  private static final String PROXY = "127.0.0.3";
  private final CallerAddress callers =
      new CallerAddress(new ProxySettings(List.of(PROXY, " 10.0.0.0/8 ", "2001:db8:ffff::/48")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For: 203.0.113.7 | 203.0.113.7",
        "X-Forwarded-For: 198.51.100.1, 203.0.113.7 | 203.0.113.7",
        "X-Forwarded-For: 198.51.100.1, 203.0.113.7, 10.1.2.3 | 203.0.113.7",
        "X-Forwarded-For: 203.0.113.7:4711 | 203.0.113.7",
        "X-Forwarded-For: 2001:DB8::0:7 | 2001:db8::7",
        "X-Forwarded-For: 2001:db8::7, 2001:db8:ffff::1 | 2001:db8::7",
        "X-Forwarded-For: ::ffff:203.0.113.7 | 203.0.113.7",
        "X-Forwarded-For: [2001:db8::7]:443 | 2001:db8::7",
        "X-Forwarded-For: 203.0.113.7, unknown | 127.0.0.3",
        "X-Forwarded-For: 203.0.113.7, | 127.0.0.3",
        "Forwarded: for=203.0.113.7;proto=https;by=10.0.0.1 | 203.0.113.7",
        "Forwarded: for=198.51.100.1, proto=http;For=\"[2001:db8::7]:4711\" | 2001:db8::7",
        "Forwarded: for=\"[::ffff:203.0.113.7]:4711\" | 203.0.113.7",
        "Forwarded: for=\"203.0.113.7:4711\";by=\"_x\" | 203.0.113.7",
        "Forwarded: for=198.51.100.1, for=203.0.113.7, for=\"[2001:db8:ffff::1]\" | 203.0.113.7",
        "Forwarded: for=\"203.0.113.7\\\",for=198.51.100.1\" | 127.0.0.3",
        "X-Forwarded-For: 203.0.113.7, 198.51.100.1, 10.1.2.3, 10.3.2.1:80, ::ffff:10.0.0.9 | 198.51.100.1",
        "X-Forwarded-For: 10.1.2.3, 10.3.2.1 | 10.1.2.3",
        "X-Forwarded-For: 203.0.113.7%eth0 | 127.0.0.3",
        "X-Forwarded-For: 203.0.113.0/24 | 127.0.0.3",
        "Forwarded: for=unknown | 127.0.0.3",
        "Forwarded: for=_hidden | 127.0.0.3",
        "Forwarded: by=203.0.113.7 | 127.0.0.3"
      })
  void a_trusted_proxy_is_believed_from_the_right(String header, String caller) {
    assertThat(caller(PROXY, header)).isEqualTo(caller);
  }

  @Test
  void several_lines_of_one_header_are_one_chain() {
    assertThat(caller(PROXY, "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.7"))
        .isEqualTo("203.0.113.7");
  }

  @Test
  void headers_that_disagree_let_nobody_in() {
    assertThat(caller(PROXY, "X-Forwarded-For: 203.0.113.7", "Forwarded: for=198.51.100.1"))
        .isEqualTo(PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.1, 198.51.100.1",
    "::ffff:198.51.100.1, 198.51.100.1",
    "2001:db8::7, 2001:db8::7",
    "fe80:0:0:0:0:0:0:7%eth0, fe80::7"
  })
  void anybody_else_is_not_believed(String sender, String caller) {
    assertThat(caller(sender, "X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7"))
        .isEqualTo(caller);
  }

  @Test
  void an_ipv6_proxy_may_be_written_as_mapped_ipv4() {
    assertThat(caller("::ffff:10.9.8.7", "X-Forwarded-For: 203.0.113.7")).isEqualTo("203.0.113.7");
  }

  @Test
  void a_setting_that_is_no_address_is_told_at_the_start() {
    assertThatThrownBy(() -> new CallerAddress(new ProxySettings(List.of("proxy.example.com"))))
        .hasMessageContaining("caramel.trusted-proxies")
        .hasMessageContaining("proxy.example.com");
  }

  private String caller(String sender, String... headers) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(sender);
    for (String header : headers) {
      String[] halves = header.split(": ", 2);
      request.addHeader(halves[0], halves[1]);
    }
    return callers.of(request);
  }
}
