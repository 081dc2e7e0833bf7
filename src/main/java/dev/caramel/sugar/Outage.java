package dev.caramel.sugar;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** What an {@link IOException} on the way to Sugar means, in an administrator's words. */
final class Outage {
  /** After these Sugar cannot have seen the request, so that even a write may be repeated. */
  private static final List<Class<? extends IOException>> BEFORE_SENDING =
      List.of(
          ConnectException.class,
          NoRouteToHostException.class,
          UnknownHostException.class,
          ConnectTimeoutException.class,
          ConnectionRequestTimeoutException.class,
          SSLHandshakeException.class);

  private Outage() {}

  /** The {@link IOException} that Camel caught, bare or wrapped. */
  static IOException cause(Exception caught) {
    for (Throwable one = caught; one != null; one = one.getCause()) {
      if (one instanceof IOException lost) {
        return lost;
      }
    }
    throw new IllegalArgumentException("Not caused by a lost answer", caught);
  }

  static boolean isBeforeSending(IOException e) {
    return BEFORE_SENDING.stream().anyMatch(type -> type.isInstance(e));
  }

  static SugarException failure(IOException e, String url, String purpose, boolean repeatable) {
    boolean interrupted = Thread.currentThread().isInterrupted();
    return new SugarException.NoUsableAnswer(
        words(e, url) + " (" + purpose + ")",
        e,
        !interrupted && (repeatable || isBeforeSending(e)));
  }

  static String words(IOException e, String url) {
    if (e instanceof UnknownHostException) {
      return "The name of the host in " + url + " cannot be resolved";
    }
    if (e instanceof ConnectTimeoutException || e instanceof NoRouteToHostException) {
      return "Sugar at " + url + " cannot be reached: no way leads there, or a firewall is silent";
    }
    if (e instanceof ConnectException) {
      return "Nothing answers at " + url + ": the connection was refused";
    }
    if (e instanceof ConnectionRequestTimeoutException) {
      return "All parallel requests to Sugar at " + url + " were busy for too long";
    }
    if (e instanceof SSLException) {
      return "No secure connection to "
          + url
          + " came about: "
          + e.getMessage()
          + ". Have its certificate mended, or the certificate's issuer added to those that Java"
          + " trusts";
    }
    if (e instanceof SocketTimeoutException) {
      return "Sugar at " + url + " did not answer in time";
    }
    return "Sugar's answer from " + url + " broke off or was not usable";
  }
}
