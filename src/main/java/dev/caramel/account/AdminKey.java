package dev.caramel.account;

import dev.caramel.api.KeyCheck;
import dev.caramel.api.WrongKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The admin key: only its hash is held, and compared in constant time. */
@Component
class AdminKey implements KeyCheck {
  private static final String SCHEME = "Bearer ";
  private final byte[] hash;

  AdminKey(AdminKeySettings settings) {
    String key = settings.adminKey();
    this.hash =
        hash(
            key == null || key.isBlank()
                ? new KeyFile(settings.adminKeyFile()).key()
                : key.strip());
  }

  @Override
  public void check(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new WrongKey("The admin key is missing. Send it as Authorization: Bearer <admin key>.");
    }
    String key = authorization.substring(SCHEME.length()).strip();
    if (!MessageDigest.isEqual(hash, hash(key))) {
      throw new WrongKey("This is not the admin key.");
    }
  }

  private static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
