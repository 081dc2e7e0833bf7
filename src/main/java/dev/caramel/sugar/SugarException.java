package dev.caramel.sugar;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a call to Sugar ended with, when it did not end well. Messages are written for an
 * administrator; they never hold a token, a password or personal data. The route policies in {@code
 * routes/policies/sugar-errors.camel.yaml} say what is done about each kind.
 */
public abstract sealed class SugarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SugarException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A setting of the connection is missing; the message names it. Never repeated. */
  public static final class NotConfigured extends SugarException {
    private static final long serialVersionUID = 1L;

    public NotConfigured(String message) {
      super(message, null);
    }
  }

  /** A data call was answered 401: the session has ended. */
  public static final class SessionEnded extends SugarException {
    private static final long serialVersionUID = 1L;

    public SessionEnded(String message) {
      super(message, null);
    }
  }

  /** The login itself was refused: password, lock, platform, licence. Never repeated. */
  public static final class LoginRefused extends SugarException {
    private static final long serialVersionUID = 1L;
    private final boolean platform;

    public LoginRefused(String message) {
      this(message, false);
    }

    /**
     * @param platform whether it was the API platform that was refused, not the user
     */
    public LoginRefused(String message, boolean platform) {
      super(message, null);
      this.platform = platform;
    }

    /** Whether the API platform is not registered, so that nobody could log in on it. */
    public boolean isOfPlatform() {
      return platform;
    }
  }

  /** 429, 503 or maintenance: Sugar asks for a pause. */
  public static final class Busy extends SugarException {
    private static final long serialVersionUID = 1L;
    private final transient @Nullable Duration retryAfter;

    /**
     * @param retryAfter the pause that Sugar named, or null
     */
    public Busy(String message, @Nullable Duration retryAfter) {
      super(message, null);
      this.retryAfter = retryAfter;
    }

    /** The pause that Sugar asked for, or null where it named none. */
    public @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }

  /** No answer, a broken one, a server error, or one that is no JSON. */
  public static final class NoUsableAnswer extends SugarException {
    private static final long serialVersionUID = 1L;
    private final boolean repeatable;

    /**
     * @param repeatable whether the request may be sent again
     */
    public NoUsableAnswer(String message, @Nullable Throwable cause, boolean repeatable) {
      super(message, cause);
      this.repeatable = repeatable;
    }

    /** Whether the request may be sent again. */
    public boolean isRepeatable() {
      return repeatable;
    }
  }

  /** 403: the user's role lacks a right on a module or field. */
  public static final class NotAllowed extends SugarException {
    private static final long serialVersionUID = 1L;

    public NotAllowed(String message) {
      super(message, null);
    }
  }

  /** 404: no such record, module or path, or one that the user may not see. */
  public static final class NotFound extends SugarException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message, null);
    }
  }

  /** 409 or 412: somebody else was faster. */
  public static final class Conflict extends SugarException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message, null);
    }
  }

  /** 422, or another refusal of what was asked: with Sugar's own label and message. */
  public static final class Refused extends SugarException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String label;

    /**
     * @param status HTTP status
     * @param label Sugar's stable error label, such as {@code invalid_parameter}; empty if none
     */
    public Refused(String message, int status, String label) {
      super(message, null);
      this.status = status;
      this.label = label;
    }

    /** HTTP status. */
    public int status() {
      return status;
    }

    /** Sugar's error label, or an empty string. */
    public String label() {
      return label;
    }
  }

  /** 301 incorrect_version: the API version is too high for this Sugar. */
  public static final class WrongVersion extends SugarException {
    private static final long serialVersionUID = 1L;

    public WrongVersion(String message) {
      super(message, null);
    }
  }
}
