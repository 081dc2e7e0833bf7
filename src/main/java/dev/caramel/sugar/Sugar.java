package dev.caramel.sugar;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Java needs of Sugar beside the routes: every call goes through the route {@code
 * sugar-request}. All methods throw {@link SugarException}.
 */
public interface Sugar {
  /** Sends one request through the route {@code sugar-request} and gives what its reader made. */
  <T> T call(SugarRequest<T> request);

  /** Name of the connection that is used where none is named. */
  String defaultConnection();

  /** Whether a connection of that name is configured. */
  boolean hasConnection(String connection);

  /** Names of all configured connections. */
  List<String> connections();

  /** Sugar's own clock now, in whole seconds; asked of Sugar, never taken from this machine. */
  Instant now(String connection);

  /** Release of the instance, such as {@code 13.0.0}. */
  String release(String connection);

  /** Version of the REST API that the instance is spoken to with, such as {@code v11_20}. */
  String apiVersion(String connection);

  /**
   * Module of that name with the fields that the user may read, from the metadata; kept until the
   * metadata's hash changes.
   *
   * @return empty if Sugar has no such module, or the user may not see it
   */
  Optional<SugarModule> module(String connection, String module);

  /** Names of all modules. */
  List<String> modules(String connection);

  /**
   * Keys and labels of a dropdown field, in Sugar's order.
   *
   * @return empty if the field has no dropdown, or the user may not read it
   */
  Map<String, String> options(String connection, String module, String field);

  /** Forgets what is kept of the metadata, so that the next question asks Sugar. */
  void forgetMetadata(String connection);
}
