package dev.caramel.sugar;

import dev.caramel.sugar.SugarTestReport.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.stereotype.Component;

/** Looks at the way to an address, from its name to its certificate. */
@Component
class NetworkProbe {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final SugarSettings settings;

  NetworkProbe(SugarSettings settings) {
    this.settings = settings;
  }

  /** The steps up to the first that fails, for the address of a configured connection. */
  List<Step> steps(String url) {
    List<Step> steps = new ArrayList<>();
    URI address = URI.create(url);
    String host = address.getHost();
    boolean secure = "https".equalsIgnoreCase(address.getScheme());
    int port = address.getPort() > 0 ? address.getPort() : secure ? HTTPS : HTTP;
    try {
      InetAddress resolved = InetAddress.getByName(host);
      steps.add(new Step("address", true, host + " is " + resolved.getHostAddress(), null));
      connect(steps, resolved, host, port, secure);
    } catch (UnknownHostException e) {
      steps.add(
          new Step(
              "address",
              false,
              "The name " + host + " cannot be resolved",
              "Look for a typing error in caramel.sugar.url, or at this machine's DNS"));
    }
    return steps;
  }

  private void connect(
      List<Step> steps, InetAddress resolved, String host, int port, boolean secure) {
    int millis = Math.toIntExact(settings.connectTimeout().toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(resolved, port), millis);
      steps.add(new Step("connection", true, "Port " + port + " of " + host + " answers", null));
      socket.setSoTimeout(millis);
      steps.add(secure ? handshake(socket, host, port) : plain(resolved));
    } catch (IOException e) {
      steps.add(
          new Step(
              "connection",
              false,
              "Port " + port + " of " + host + " cannot be reached: " + e.getMessage(),
              "Let this machine through to Sugar: firewall, proxy, VPN, allowed addresses"));
    }
  }

  private static Step handshake(Socket socket, String host, int port) {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket tls = (SSLSocket) factory.createSocket(socket, host, port, false)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      return new Step(
          "encryption", true, tls.getSession().getProtocol() + ", certificate trusted", null);
    } catch (IOException e) {
      return new Step(
          "encryption",
          false,
          "No secure connection: " + e.getMessage(),
          "Have Sugar's certificate mended, or its issuer added to Java's trusted certificates");
    }
  }

  private static Step plain(InetAddress resolved) {
    return new Step(
        "encryption",
        true,
        "The connection is not encrypted",
        resolved.isLoopbackAddress() ? null : "Use https: password and records travel in clear");
  }
}
