package dev.tokenkeeper.domain;

/** A ciphertext does not open although its key is here: altered, or moved from another place. */
public final class UnsealException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;

  /** Names the place. The cause is left out: a cipher's reasons are nobody's business. */
  public UnsealException(SealedFor place) {
    super("The %s of %s does not open".formatted(place.field(), place.authorization()), null);
  }
}
