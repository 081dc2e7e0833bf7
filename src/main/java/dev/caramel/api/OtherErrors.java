package dev.caramel.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Errors that no route answered, such as a request that could not be read: they are problems, too,
 * and for the API's paths the key still comes first.
 */
@Controller
class OtherErrors implements ErrorController {
  private final KeyCheck keys;

  OtherErrors(KeyCheck keys) {
    this.keys = keys;
  }

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Problem> answer(HttpServletRequest request) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (path instanceof String text && (text.equals("/api") || text.startsWith("/api/"))) {
      try {
        keys.check(request.getHeader(HttpHeaders.AUTHORIZATION));
      } catch (WrongKey wrong) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .body(
                Problem.of(
                    401, "wrong-key", "The admin key is missing or wrong", wrong.getMessage()));
      }
    }
    HttpStatus status = statusOf(request);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            Problem.of(
                status.value(),
                "http",
                status.getReasonPhrase(),
                "The server answered this before any call was reached."));
  }

  private static HttpStatus statusOf(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus known = status instanceof Integer code ? HttpStatus.resolve(code) : null;
    return known == null ? HttpStatus.NOT_FOUND : known;
  }
}
