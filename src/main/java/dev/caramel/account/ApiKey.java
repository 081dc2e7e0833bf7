package dev.caramel.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key of an account, as the API tells of it.
 *
 * @param id id
 * @param prefix how it begins, for people to recognize it
 * @param createdAt when it was generated
 * @param lastUsedAt when it last let somebody in, to about ten seconds; null if never
 * @param lastUsedFrom from which address; null if never
 * @param revokedAt when it was revoked; null while it is good
 * @param key the key itself, in the answer that made it and never again
 */
record ApiKey(
    String id,
    String prefix,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedFrom,
    @Nullable Instant revokedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {
  @Override
  public String toString() {
    return prefix + "...";
  }
}
