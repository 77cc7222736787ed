package dev.tokenkeeper.oauth2;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request body that leaves once or, after it was withdrawn, not at all.
 *
 * <p>It makes two things certain whatever the HTTP client does. A request that the client repeats
 * by itself goes out without its body, so without the token. And of "the body has left" and "it was
 * withdrawn" exactly one comes true, so that a request is called unsent only if it is.
 */
final class OneTimeBody implements BodyPublisher {
  private enum State {
    HERE,
    LEFT,
    WITHDRAWN
  }

  private final BodyPublisher bytes;
  private final AtomicReference<State> state = new AtomicReference<>(State.HERE);

  OneTimeBody(byte[] bytes) {
    this.bytes = BodyPublishers.ofByteArray(bytes);
  }

  /** Tells whether no byte has left; if so, none will. */
  boolean withdraw() {
    return state.compareAndSet(State.HERE, State.WITHDRAWN);
  }

  @Override
  public long contentLength() {
    return bytes.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (state.compareAndSet(State.HERE, State.LEFT)) {
      bytes.subscribe(subscriber);
    } else {
      refuse(subscriber);
    }
  }

  private static void refuse(Flow.Subscriber<? super ByteBuffer> subscriber) {
    try (var nothing = new SubmissionPublisher<ByteBuffer>(Runnable::run, 1)) {
      nothing.subscribe(subscriber);
      nothing.closeExceptionally(new IllegalStateException("This body leaves only once"));
    }
  }
}
