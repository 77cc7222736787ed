package dev.tokenkeeper.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Objects;

/**
 * The place that a ciphertext belongs to; it opens nowhere else.
 *
 * @param authorization the row
 * @param epoch 0 for the stored login, which outlives epochs
 * @param generation 0 for the stored login
 * @param field which secret of the row
 */
public record SealedFor(AuthorizationId authorization, long epoch, long generation, Field field) {
  private static final int SCHEMA_VERSION = 1;

  /** The secrets that a row may hold. */
  public enum Field {
    /** The access token. */
    ACCESS_TOKEN,
    /** The refresh token. */
    REFRESH_TOKEN,
    /** The stored login, bound to the row and to no generation. */
    LOGIN,
    /** The PKCE verifier of a journey, bound to the row and the epoch in which it began. */
    VERIFIER
  }

  /** Refuses null. */
  public SealedFor {
    Objects.requireNonNull(authorization, "authorization");
    Objects.requireNonNull(field, "field");
  }

  /** Returns the place of the row's stored login. */
  public static SealedFor login(AuthorizationId authorization) {
    return new SealedFor(authorization, 0, 0, Field.LOGIN);
  }

  /**
   * Returns the associated data of the seal: every part with its length before it, so that no two
   * places have the same bytes.
   */
  public byte[] associatedData() {
    var out = new ByteArrayOutputStream(160);
    for (String part :
        new String[] {
          authorization.tenant(),
          authorization.provider(),
          authorization.subject(),
          authorization.account(),
          Long.toString(epoch),
          Long.toString(generation),
          field.name(),
          Integer.toString(SCHEMA_VERSION)
        }) {
      byte[] bytes = part.getBytes(UTF_8);
      out.write(bytes.length >>> 8);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
