package dev.tokenkeeper.benchmarks.process;

/** The moments of a refresh at which a process can be killed, in their order. */
public enum Point {
  /** The claim is decided and not committed. */
  BEFORE_CLAIM(false),
  /** The claim is committed. */
  AFTER_CLAIM(false),
  /** Nothing is on the wire yet. */
  BEFORE_SEND(false),
  /** The provider has read the request and done nothing. */
  REQUEST_ARRIVED(true),
  /** The provider has spent the token and said nothing. */
  TOKEN_SPENT(true),
  /** The status and the headers of the answer are out. */
  HEADERS_SENT(true),
  /** Half of the answer is out. */
  MID_BODY(true),
  /** The whole answer is out. */
  BODY_SENT(true),
  /** The sender has read the answer. */
  ANSWER_IN_HAND(false),
  /** The new refresh token is sealed. */
  SEALED(false),
  /** The write is about to begin. */
  BEFORE_STORE(false),
  /** The write has begun; nobody is held, so that the kill meets the statements or the commit. */
  COMMITTING(false),
  /** The commit is acknowledged. */
  COMMITTED(false),
  /** A caller has the new token. */
  CALLER_ANSWERED(false);

  private final boolean atProvider;

  Point(boolean atProvider) {
    this.atProvider = atProvider;
  }

  /** Tells whether it is the provider that holds the exchange there. */
  public boolean atProvider() {
    return atProvider;
  }

  /** Tells whether whoever reaches it waits. */
  boolean holds() {
    return this != COMMITTING;
  }
}
