package dev.tokenkeeper.oauth2;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer's body up to a bound; beyond it, the connection is closed. An answer that breaks
 * off is taken for whole if it is an object already: its length was wrong, or only its end is
 * missing, and no token is lost over that.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final int most;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private volatile Flow.@Nullable Subscription subscription;

  BoundedBody(int most) {
    this.most = most;
  }

  /** Waits no longer. Tells whether what came is a whole object, which is the body then. */
  boolean breakOff() {
    Flow.Subscription open = subscription;
    byte[] came = read.toByteArray();
    if (open == null || !isObject(came) || !body.complete(came)) {
      return false;
    }
    open.cancel();
    return true;
  }

  private static boolean isObject(byte[] bytes) {
    return Json.tolerantly(bytes, Set.of()).isObject();
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[Math.min(buffer.remaining(), most + 1 - read.size())];
      buffer.get(bytes);
      read.writeBytes(bytes);
    }
    if (read.size() > most) {
      Objects.requireNonNull(subscription, "subscription").cancel();
      onError(new ExchangeFailure("The answer is longer than " + most + " bytes"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!breakOff()) {
      body.completeExceptionally(failure);
    }
  }

  @Override
  public void onComplete() {
    body.complete(read.toByteArray());
  }
}
