package dev.caramel.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

/** Looks whether the demo's ports are free before anything is started. */
final class Ports {
  private Ports() {}

  /**
   * Says of each port that is taken what to do about it.
   *
   * @param ports ports by the name of the option that chooses them
   */
  static List<String> taken(Map<String, Integer> ports) {
    return ports.entrySet().stream()
        .filter(entry -> !isFree(entry.getValue()))
        .map(entry -> sentence(entry.getKey(), entry.getValue()))
        .sorted()
        .toList();
  }

  private static String sentence(String option, int port) {
    return """
        Port %d is taken by another program. Choose another one:
          ./mvnw spring-boot:test-run -Dspring-boot.run.arguments=--%s=%d"""
        .formatted(port, option, port + 1);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
