package dev.caramel.sugar;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.stereotype.Component;

/**
 * Counts for the error policy {@code sugar-errors} whether a request is sent again, and when. The
 * numbers stand in the policy, not here.
 */
@Component("sugarRetries")
public class SugarRetries {
  private static final int LARGEST_SHIFT = 20;
  private static final double LEAST_JITTER = 0.5;

  private final SugarPauses pauses;

  SugarRetries(SugarPauses pauses) {
    this.pauses = pauses;
  }

  /** Begins a request: no try was made yet, whatever the exchange has been through before. */
  public void begin(Exchange exchange) {
    SugarRequest<?> request = SugarCall.body(exchange, SugarRequest.class);
    SugarTries.begin(exchange, request.connection());
    // An earlier failure that the caller has dealt with must not pass for this request's.
    exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
    exchange.getExchangeExtension().setFailureHandled(false);
    exchange.getExchangeExtension().setRedeliveryExhausted(false);
  }

  /** Ends a request. */
  public void end(Exchange exchange) {
    SugarTries.end(exchange);
    exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
    exchange.getMessage().removeHeaders("CamelRedeliver*");
  }

  /**
   * Whether to go on with a renewed session.
   *
   * @param copy the exchange, or the copy that an expression is evaluated on
   * @param most most renewals for one request
   */
  public boolean renewSession(Exchange copy, int most) {
    SugarTries tries = SugarTries.of(copy);
    if (tries.next("session") < most) {
      return waited(tries, Duration.ZERO);
    }
    giveUp(
        tries,
        new SugarException.LoginRefused(
            "Sugar refused the login: it gave a new session and refused that as well ("
                + message(tries)
                + "). Does another program log in as the same user on the same platform, or does"
                + " Sugar validate the user's IP address (Admin > System Settings)?"));
    return false;
  }

  /**
   * Whether to go on with a lower version of the API.
   *
   * @param copy the exchange, or the copy that an expression is evaluated on
   * @param most most versions to go down
   */
  public boolean findVersion(Exchange copy, int most) {
    SugarTries tries = SugarTries.of(copy);
    return tries.next("version") < most && waited(tries, Duration.ZERO);
  }

  /**
   * Whether to wait for a busy Sugar: as long as it asks for, else longer each time.
   *
   * @param copy the exchange, or the copy that an expression is evaluated on
   * @param bound longest time that one request waits in all
   * @param first first pause where Sugar names none
   * @param longest longest pause where Sugar names none
   */
  public boolean waitForSugar(Exchange copy, String bound, String first, String longest) {
    SugarTries tries = SugarTries.of(copy);
    int before = tries.next("busy");
    Duration pause = asked(tries);
    if (pause == null) {
      pause = backOff(before, duration(first), duration(longest));
    } else if (before > 0 && pause.compareTo(duration(first)) < 0) {
      // A Sugar that stays busy and asks for no pause would be asked without end.
      pause = duration(first);
    }
    if (tries.waited().plus(pause).compareTo(duration(bound)) > 0) {
      giveUp(
          tries,
          new SugarException.Busy(
              message(tries)
                  + "; gave up after waiting for "
                  + tries.waited().toSeconds()
                  + " seconds, the next run goes on from here",
              pause));
      return false;
    }
    tries.waits(pause);
    return waited(tries, pause);
  }

  /**
   * Whether to repeat a request that got no usable answer.
   *
   * @param copy the exchange, or the copy that an expression is evaluated on
   * @param most most repetitions
   * @param first first pause
   * @param longest longest pause
   */
  public boolean repeat(Exchange copy, int most, String first, String longest) {
    SugarTries tries = SugarTries.of(copy);
    int before = tries.next("no-answer");
    boolean repeatable =
        tries.exchange().getException() instanceof SugarException.NoUsableAnswer lost
            && lost.isRepeatable();
    if (!repeatable || before >= most) {
      return false;
    }
    return waited(tries, backOff(before, duration(first), duration(longest)));
  }

  /**
   * Whether to read again where Sugar says that somebody was faster. What that means for a write is
   * for its caller to decide.
   *
   * @param copy the exchange, or the copy that an expression is evaluated on
   * @param most most repetitions
   */
  public boolean readAgain(Exchange copy, int most) {
    SugarTries tries = SugarTries.of(copy);
    return tries.exchange().getMessage().getBody() instanceof SugarRequest<?> request
        && request.isRead()
        && tries.next("conflict") < most
        && waited(tries, Duration.ZERO);
  }

  /** Waits here, so that the repetition itself follows without a delay of Camel's. */
  private boolean waited(SugarTries tries, Duration pause) {
    tries.exchange().getIn().setHeader(Exchange.REDELIVERY_DELAY, 0L);
    return pauses.took(tries.connection(), pause);
  }

  /** Puts another error in the place of the one that ends the request. */
  private static void giveUp(SugarTries tries, SugarException instead) {
    tries.exchange().setException(instead);
    // Camel gives back what it caught, not what stands on the exchange.
    tries.exchange().setProperty(Exchange.EXCEPTION_CAUGHT, instead);
  }

  private static Duration backOff(int before, Duration first, Duration longest) {
    Duration pause = first.multipliedBy(1L << Math.min(before, LARGEST_SHIFT));
    Duration bounded = pause.compareTo(longest) > 0 ? longest : pause;
    // Without jitter, all who were turned away together come back together.
    double share = ThreadLocalRandom.current().nextDouble(LEAST_JITTER, 1);
    return Duration.ofMillis(Math.round(bounded.toMillis() * share));
  }

  private static @Nullable Duration asked(SugarTries tries) {
    return tries.exchange().getException() instanceof SugarException.Busy busy
        ? busy.retryAfter()
        : null;
  }

  private static String message(SugarTries tries) {
    return String.valueOf(tries.exchange().getException().getMessage());
  }

  private static Duration duration(String text) {
    return DurationStyle.detectAndParse(text);
  }
}
