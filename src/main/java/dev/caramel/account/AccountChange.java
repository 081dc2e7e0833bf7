package dev.caramel.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.api.WrongRequest;
import org.jspecify.annotations.Nullable;

/**
 * Body of the call that changes an account: a key that is left out changes nothing, null empties.
 *
 * @param name name, for people
 * @param team exact name of a Sugar team
 * @param connection name of a Sugar connection
 */
public record AccountChange(
    @Nullable JsonNode name, @Nullable JsonNode team, @Nullable JsonNode connection) {

  /** The account as it is to be. */
  Account of(Account account) {
    String newName = text("name", name, account.name());
    if (newName == null) {
      throw WrongRequest.of("name", "\"name\" is to be text, not null.");
    }
    return new Account(
        account.id(),
        newName,
        text("team", team, account.team()),
        text("connection", connection, account.connection()),
        account.createdAt());
  }

  private static @Nullable String text(
      String key, @Nullable JsonNode given, @Nullable String before) {
    if (given == null) {
      return before;
    }
    if (!given.isNull() && !given.isTextual()) {
      throw WrongRequest.of(key, "\"" + key + "\" is to be text or null.");
    }
    return given.isNull() ? null : given.textValue();
  }
}
