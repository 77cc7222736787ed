package dev.tokenkeeper.benchmarks.keeper;

import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.TokenCipher;

/** A cipher that can be held when it has sealed a refresh token. */
record WatchedCipher(TokenCipher cipher, Watch watch) implements TokenCipher {
  @Override
  public Ciphertext seal(Secret secret, SealedFor place) {
    Ciphertext sealed = cipher.seal(secret, place);
    if (place.field() == SealedFor.Field.REFRESH_TOKEN && place.generation() > 0) {
      watch.reach(Point.SEALED, place.authorization().provider());
    }
    return sealed;
  }

  @Override
  public Secret open(Ciphertext sealed, SealedFor place) {
    Secret secret = cipher.open(sealed, place);
    if (place.field() != SealedFor.Field.ACCESS_TOKEN) {
      watch.opened(place.authorization());
    }
    return secret;
  }
}
