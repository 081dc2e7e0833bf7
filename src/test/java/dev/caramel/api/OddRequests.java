package dev.caramel.api;

import java.util.ArrayList;
import java.util.List;

/**
 * Requests that no HTTP client would send. {@code KEYS} stands for the header lines of both keys.
 */
final class OddRequests {
  private static final String HEAD =
      " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nKEYS\r\n";

  private OddRequests() {}

  static List<String> to(String path) {
    List<String> requests = new ArrayList<>();
    lines(path).forEach(line -> requests.add(line + HEAD + "\r\n"));
    headers().forEach(header -> requests.add("GET " + path + HEAD + header + "\r\n\r\n"));
    bodies().forEach(body -> requests.add("POST " + path + HEAD + body));
    requests.add("GET " + path + " HTTP/1.1\r\nKEYS\r\nConnection: close\r\n\r\n");
    requests.add(
        "GET " + path + " HTTP/1.1\r\nHost: a\r\nHost: b\r\nKEYS\r\nConnection: close\r\n\r\n");
    requests.add("GET " + path + " HTTP/9.9\r\nHost: a\r\nKEYS\r\nConnection: close\r\n\r\n");
    requests.add("GET " + path + " HTTP/1.0\r\nKEYS\r\n\r\n");
    return requests;
  }

  private static List<String> lines(String path) {
    return List.of(
        "GET  " + path,
        "get " + path,
        "G\u0001T " + path,
        "GET " + path + "\u0000",
        "GET " + path + "%00",
        "GET " + path + "%zz",
        "GET " + path + "\u00ff",
        "GET " + path + "/../../api/lists",
        "GET /x/.." + path,
        "GET /x/%2e%2e" + path,
        "GET /%2e" + path,
        "GET /" + path,
        "GET " + path + "//",
        "GET " + path + ";a=b",
        "GET " + path + "\\",
        "GET " + path + "%2f..%2f",
        "GET " + path + "%c0%ae",
        "GET " + path + "?" + "x".repeat(7000),
        "GET " + path + "?" + "x".repeat(70_000),
        "GET " + path + "?" + "a=1&".repeat(1500),
        "GET " + path + "#marker",
        "GET " + path + "?{}|^`\"<>",
        "GET http://elsewhere.example" + path,
        "GET *",
        "OPTIONS *",
        "CONNECT elsewhere.example:443",
        "TRACE " + path,
        "HEAD " + path,
        "x".repeat(9000) + " " + path);
  }

  private static List<String> headers() {
    return List.of(
        "X-Long: " + "x".repeat(70_000),
        "X-Many: 1\r\n".repeat(150) + "X-Last: 1",
        "X-Null: a\u0000b",
        "X-Folded: a\r\n b",
        "No colon",
        ": no name",
        "X-API-Key: \u0001",
        "X-API-Key: another",
        "X-API-Key : spaced",
        "Authorization: Bearer",
        "Authorization: bearer  \t ",
        "X-Sugar-Team: \u00ff\u00fe",
        "X-Sugar-Team: " + "T".repeat(3000),
        "X-Forwarded-For: 203.0.113.7\r\nForwarded: for=x;;==",
        "X-Forwarded-Host: marker\r\nX-Forwarded-Proto: marker\r\nX-Forwarded-Prefix: /marker",
        "X-HTTP-Method-Override: DELETE",
        "Accept: */*;q=x",
        "Accept: " + "a/b,".repeat(500),
        "Accept: text/csv;q=0.000000000001",
        "Accept-Encoding: gzip, br, marker",
        "Range: bytes=0-1,2-3,-5",
        "If-None-Match: \"marker\"",
        "If-Modified-Since: marker",
        "Origin: http://marker.example\r\nAccess-Control-Request-Method: DELETE",
        "Cookie: JSESSIONID=marker; a=\"",
        "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
        "Upgrade: websocket\r\nSec-WebSocket-Key: x",
        "Expect: 100-continue",
        "Expect: marker",
        "Content-Length: -1",
        "Content-Length: marker",
        "Content-Length: 0\r\nContent-Length: 5",
        "TE: trailers, marker",
        "CamelHttpResponseCode: 599\r\nCamelHttpUri: http://marker",
        "breadcrumbId: marker\r\ncamelhttppath: marker");
  }

  private static List<String> bodies() {
    return List.of(
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nabc\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "Transfer-Encoding: marker\r\n\r\nabc",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 3\r\n\r\n{}}GET / HTTP/1.1\r\n\r\n",
        "Content-Type: \u0001\r\nContent-Length: 2\r\n\r\n{}",
        "Content-Type: application/json\r\nContent-Length: 2\r\nContent-Encoding: br\r\n\r\n{}",
        "Content-Type: multipart/form-data\r\nContent-Length: 2\r\n\r\n--");
  }
}
