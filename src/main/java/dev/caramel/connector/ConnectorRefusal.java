package dev.caramel.connector;

import java.time.Duration;

/**
 * Why a call of the connector is not served. Which status and error each kind is answered with
 * stands in {@code routes/policies/connector-errors.camel.yaml}.
 */
public abstract sealed class ConnectorRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ConnectorRefusal(String message) {
    super(message, null, false, false);
  }

  /** The path, or the method, is no call of the connector. */
  public static final class UnknownCall extends ConnectorRefusal {
    private static final long serialVersionUID = 1L;

    UnknownCall(String message) {
      super(message);
    }
  }

  /** Too many wrong keys came from this address. */
  public static final class TooManyAttempts extends ConnectorRefusal {
    private static final long serialVersionUID = 1L;
    private final Duration wait;

    TooManyAttempts(Duration wait) {
      super("Too many wrong API keys from your address. Try again in " + wait.toSeconds() + " s.");
      this.wait = wait;
    }

    /** How long the caller is to wait. */
    public Duration waiting() {
      return wait;
    }
  }

  /** No key was sent. */
  public static final class MissingKey extends ConnectorRefusal {
    private static final long serialVersionUID = 1L;

    MissingKey() {
      super("The API key is missing. Send it as X-API-Key.");
    }
  }

  /** There is no such key. */
  public static final class InvalidKey extends ConnectorRefusal {
    private static final long serialVersionUID = 1L;

    InvalidKey() {
      super("This API key does not exist. Copy the whole key, as it was shown when generated.");
    }
  }

  /** The key was revoked. */
  public static final class RevokedKey extends ConnectorRefusal {
    private static final long serialVersionUID = 1L;

    RevokedKey() {
      super("This API key was revoked. Generate another one.");
    }
  }

  /** The account does not let this address in. */
  public static final class IllegalRemoteEndpoint extends ConnectorRefusal {
    private static final long serialVersionUID = 1L;
    private final String address;

    IllegalRemoteEndpoint(String address) {
      super("Illegal Remote Endpoint with an IP Address: " + address);
      this.address = address;
    }

    /** The caller's address. */
    public String address() {
      return address;
    }
  }

  /** The account is bound to another team, or to none. */
  public static final class UnknownTeam extends ConnectorRefusal {
    private static final long serialVersionUID = 1L;

    UnknownTeam(String message) {
      super(message);
    }
  }
}
