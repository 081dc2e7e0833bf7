package dev.caramel.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * HTTP as anybody may write it: from a loopback address of one's choice, with any octets.
 *
 * @param port port of the program
 * @param from loopback address that the call comes from, such as {@code 127.0.0.2}
 */
public record RawHttp(int port, String from) {
  private static final int PATIENCE = 60_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A caller of the program that comes from that address. */
  public static RawHttp of(RunningCaramel caramel, String from) {
    return new RawHttp(Integer.parseInt(caramel.url().replaceFirst(".*:", "")), from);
  }

  /** A GET with header lines such as {@code X-API-Key: abc}. */
  public Answer get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  /** Any request; its header lines are sent as Latin-1. */
  public Answer send(String method, String path, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    return send(head.toString().getBytes(StandardCharsets.ISO_8859_1), body);
  }

  /** Octets as they are. */
  public Answer send(byte[]... parts) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      socket.setSoTimeout(PATIENCE);
      for (byte[] part : parts) {
        write(socket, part);
      }
      return Answer.read(readAll(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server may answer and close before it has read everything. */
  private static void write(Socket socket, byte[] part) {
    try {
      socket.getOutputStream().write(part);
      socket.getOutputStream().flush();
    } catch (IOException answeredBefore) {
      socket.isClosed();
    }
  }

  private static byte[] readAll(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    try {
      for (int n = socket.getInputStream().read(some);
          n >= 0;
          n = socket.getInputStream().read(some)) {
        all.write(some, 0, n);
      }
    } catch (java.net.SocketException cut) {
      if (all.size() == 0) {
        throw cut;
      }
    }
    return all.toByteArray();
  }

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param headers header lines
   * @param body body, decoded
   */
  public record Answer(int status, List<String> headers, String body) {
    static Answer read(byte[] octets) {
      String text = new String(octets, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        throw new AssertionError("no answer: " + text);
      }
      List<String> lines = Arrays.asList(text.substring(0, end).split("\r\n"));
      String body = text.substring(end + 4);
      boolean chunked =
          lines.stream().anyMatch(l -> l.equalsIgnoreCase("Transfer-Encoding: chunked"));
      String whole = chunked ? dechunked(body) : body;
      return new Answer(
          Integer.parseInt(lines.get(0).split(" ")[1]),
          lines.subList(1, lines.size()),
          new String(whole.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String dechunked(String body) {
      StringBuilder whole = new StringBuilder();
      int at = 0;
      while (at < body.length()) {
        int end = body.indexOf("\r\n", at);
        int length = Integer.parseInt(body.substring(at, end).split(";")[0].strip(), 16);
        if (length == 0) {
          break;
        }
        whole.append(body, end + 2, end + 2 + length);
        at = end + 2 + length + 2;
      }
      return whole.toString();
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
      String begin = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
          .map(line -> line.substring(begin.length()).strip())
          .findFirst();
    }

    /** The body as JSON. */
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError("no JSON (" + status + "): " + body, e);
      }
    }
  }
}
