package dev.caramel.sugar;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the tokens of one session with a key derived from the connection's own password, so that
 * a copy of the database opens no Sugar. Layout: version, salt, nonce, AES-GCM text; the session's
 * id is authenticated with it.
 */
class TokenCipher {
  private static final byte VERSION = 1;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BITS = 256;
  private static final int ROUNDS = 120_000;
  private static final int KEPT_KEYS = 8;

  private final SecureRandom random = new SecureRandom();
  private final byte[] salt = new byte[SALT_BYTES];
  private final String sessionId;
  private final Secret password;

  /** Derived keys by salt: each node encrypts with a salt of its own. */
  private final Map<ByteBuffer, SecretKeySpec> keys =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, SecretKeySpec> eldest) {
          return size() > KEPT_KEYS;
        }
      };

  TokenCipher(String sessionId, Secret password) {
    this.sessionId = sessionId;
    this.password = password;
    random.nextBytes(salt);
  }

  /** Fingerprint of the password and the session: another one means that the settings changed. */
  String fingerprint() {
    byte[] fixed = ("fingerprint " + sessionId).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(derive(fixed).getEncoded());
  }

  synchronized byte[] encrypt(Secret token) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] text =
          cipher(Cipher.ENCRYPT_MODE, key(salt), nonce)
              .doFinal(token.reveal().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(1 + SALT_BYTES + NONCE_BYTES + text.length)
          .put(VERSION)
          .put(salt)
          .put(nonce)
          .put(text)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks AES-GCM", e);
    }
  }

  /** The token, or empty if it was encrypted with another password or is damaged. */
  synchronized Optional<Secret> decrypt(byte @Nullable [] encrypted) {
    if (encrypted == null
        || encrypted.length <= 1 + SALT_BYTES + NONCE_BYTES
        || encrypted[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(encrypted, 1, encrypted.length - 1);
    byte[] itsSalt = new byte[SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    buffer.get(itsSalt).get(nonce);
    byte[] text = new byte[buffer.remaining()];
    buffer.get(text);
    try {
      byte[] plain = cipher(Cipher.DECRYPT_MODE, key(itsSalt), nonce).doFinal(text);
      return Optional.of(Secret.valueOf(new String(plain, StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      // Another password: the session behind it is of no use to us.
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, SecretKeySpec key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(sessionId.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private SecretKeySpec key(byte[] ofSalt) {
    return keys.computeIfAbsent(ByteBuffer.wrap(ofSalt.clone()), unknown -> derive(ofSalt));
  }

  private SecretKeySpec derive(byte[] ofSalt) {
    try {
      PBEKeySpec spec = new PBEKeySpec(password.reveal().toCharArray(), ofSalt, ROUNDS, KEY_BITS);
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return new SecretKeySpec(key, "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks PBKDF2WithHmacSHA256", e);
    }
  }
}
