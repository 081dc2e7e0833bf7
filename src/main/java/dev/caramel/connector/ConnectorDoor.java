package dev.caramel.connector;

import dev.caramel.account.ApiKeys;
import dev.caramel.api.CallReader;
import dev.caramel.api.CallerAddress;
import dev.caramel.sync.definition.Suggestion;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The checks that every call of the connector passes. Their order stands in {@code
 * routes/policies/connector-errors.camel.yaml}; each throws a {@link ConnectorRefusal}.
 */
@Component("connectorDoor")
public class ConnectorDoor {
  private static final String KNOWN = ConnectorDoor.class.getName();
  private static final int LONGEST_KEY = 200;

  private final CallReader calls;
  private final CallerAddress callers;
  private final ApiKeys keys;
  private final WrongKeys wrongKeys;

  ConnectorDoor(CallReader calls, CallerAddress callers, ApiKeys keys, WrongKeys wrongKeys) {
    this.calls = calls;
    this.callers = callers;
    this.keys = keys;
    this.wrongKeys = wrongKeys;
  }

  /** Takes the request out of the message, and refuses it if it is no call of the connector. */
  public void enter(Exchange exchange) {
    HttpServletRequest request = calls.take(exchange);
    exchange.setVariable("caller", callers.of(request));
    if (!calls.isCall(exchange)) {
      throw new ConnectorRefusal.UnknownCall(
          "There is no such call. There are: "
              + String.join(", ", calls.callsBelow("/connector/"))
              + ".");
    }
  }

  /** Refuses an address that sent too many wrong keys lately. */
  public void countAttempts(Exchange exchange) {
    wrongKeys.check(caller(exchange));
  }

  /** Recognizes the key, and leaves its account's id in the variable {@code account}. */
  public void recognizeKey(Exchange exchange) {
    String sent = calls.take(exchange).getHeader("X-API-Key");
    if (sent == null || sent.isBlank()) {
      throw new ConnectorRefusal.MissingKey();
    }
    ApiKeys.@Nullable Known known =
        sent.length() > LONGEST_KEY ? null : keys.find(sent.strip()).orElse(null);
    if (known == null) {
      wrongKeys.note(caller(exchange));
      throw new ConnectorRefusal.InvalidKey();
    }
    if (known.revoked()) {
      throw new ConnectorRefusal.RevokedKey();
    }
    exchange.setProperty(KNOWN, known);
    exchange.setVariable("account", known.account());
  }

  /** Refuses an address that the account did not authorize. */
  public void checkAddress(Exchange exchange) {
    ApiKeys.Known known = exchange.getProperty(KNOWN, ApiKeys.Known.class);
    String caller = caller(exchange);
    if (!keys.authorizes(known.account(), caller)) {
      throw new ConnectorRefusal.IllegalRemoteEndpoint(caller);
    }
    keys.used(known.id(), caller);
  }

  /** Refuses a caller that works for another team than the account is bound to. */
  public void checkTeam(Exchange exchange) {
    String sent = calls.take(exchange).getHeader("X-Sugar-Team");
    if (sent == null || sent.isBlank()) {
      return;
    }
    String team = asSent(sent.strip());
    String bound = exchange.getProperty(KNOWN, ApiKeys.Known.class).team();
    if (bound == null) {
      throw new ConnectorRefusal.UnknownTeam(
          "This account is bound to no team: leave the team empty in Sugar, or bind the account.");
    }
    if (!bound.equals(team)) {
      throw new ConnectorRefusal.UnknownTeam(
          "This account is bound to another team than '%s'; names are compared exactly."
                  .formatted(printable(team))
              + Suggestion.nearest(team, List.of(bound))
                  .map(meant -> " Did you mean '" + meant + "'?")
                  .orElse(""));
    }
  }

  /** Reads what the call declares, each value into the variable of its name. */
  public void readParameters(Exchange exchange) {
    calls.read(exchange);
  }

  private static String caller(Exchange exchange) {
    return exchange.getVariable("caller", String.class);
  }

  /** Servers read headers as Latin-1, but Sugar sends names in UTF-8. */
  private static String asSent(String header) {
    byte[] octets = header.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException latin) {
      return header;
    }
  }

  private static String printable(String text) {
    String shown = text.replaceAll("\\p{Cntrl}", "?");
    return shown.length() > 80 ? shown.substring(0, 80) + "..." : shown;
  }
}
