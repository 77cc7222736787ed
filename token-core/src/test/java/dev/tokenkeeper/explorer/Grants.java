package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.SealedGrant;
import java.time.Instant;
import java.util.stream.IntStream;

/** Grants as rows hold them; the sealed bytes are the numbers of the provider's tokens. */
final class Grants {
  private static final Ciphertext[] SEALED =
      IntStream.range(0, Provider.MOST)
          .mapToObj(i -> new Ciphertext(new byte[] {(byte) i}))
          .toArray(Ciphertext[]::new);

  private Grants() {}

  static SealedGrant sealed(
      long epoch, long generation, int grant, int refresh, Instant askedAt, Lifetime access) {
    return new SealedGrant(
        epoch,
        generation,
        SEALED[grant],
        SEALED[refresh],
        "Bearer",
        null,
        access,
        new Lifetime(askedAt, null),
        null);
  }

  /** The provider's number of the access token. */
  static int access(SealedGrant grant) {
    return grant.accessToken().bytes()[0];
  }

  /** The provider's number of the refresh token. */
  static int refresh(SealedGrant grant) {
    Ciphertext sealed = grant.refreshToken();
    if (sealed == null) {
      throw new IllegalStateException("every grant of the explorer has a refresh token");
    }
    return sealed.bytes()[0];
  }
}
