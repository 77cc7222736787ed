package dev.tokenkeeper.oauth2;

import java.io.IOException;

/** No answer, in words that may be shown. Has no cause: the JDK's messages quote what they read. */
final class ExchangeFailure extends IOException {
  private static final long serialVersionUID = 1L;
  private final boolean sent;

  /** Something left, and nothing usable came back. */
  ExchangeFailure(String reason) {
    this(reason, true);
  }

  /**
   * Nothing usable came back.
   *
   * @param sent false if it is certain that no byte of the body left
   */
  ExchangeFailure(String reason, boolean sent) {
    super(reason);
    this.sent = sent;
  }

  HttpAnswer asAnswer() {
    String reason = String.valueOf(getMessage());
    return sent ? new HttpAnswer.Lost(reason) : new HttpAnswer.NotSent(reason);
  }
}
