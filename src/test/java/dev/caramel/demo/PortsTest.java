package dev.caramel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody reads whose port is taken. */
class PortsTest {

  @Test
  void a_taken_port_is_named_with_the_command_that_chooses_another() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThat(Ports.taken(Map.of("server.port", port)))
          .singleElement()
          .asString()
          .contains("Port " + port + " is taken")
          .contains("./mvnw spring-boot:test-run")
          .contains("--server.port=" + (port + 1));
    }
  }

  @Test
  void a_free_port_is_not_mentioned() throws IOException {
    int port;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = other.getLocalPort();
    }

    assertThat(Ports.taken(Map.of("server.port", port))).isEmpty();
  }
}
