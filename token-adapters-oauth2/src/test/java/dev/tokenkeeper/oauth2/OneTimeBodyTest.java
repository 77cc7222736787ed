package dev.tokenkeeper.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class OneTimeBodyTest {

  @Test
  void subscribe_secondTime_getsAnErrorAndNoByte() {
    var body = new OneTimeBody(new byte[] {1, 2});

    assertThat(read(body).join()).containsExactly(1, 2);
    assertThat(read(body)).isCompletedExceptionally();
    assertThat(body.withdraw()).isFalse();
  }

  @Test
  void subscribe_afterWithdrawal_getsAnErrorAndNoByte() {
    var body = new OneTimeBody(new byte[] {1, 2});

    assertThat(body.withdraw()).isTrue();
    assertThat(read(body)).isCompletedExceptionally();
  }

  private static CompletableFuture<byte[]> read(OneTimeBody body) {
    BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
    body.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            bytes.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer item) {
            bytes.onNext(List.of(item));
          }

          @Override
          public void onError(Throwable failure) {
            bytes.onError(failure);
          }

          @Override
          public void onComplete() {
            bytes.onComplete();
          }
        });
    return bytes.getBody().toCompletableFuture();
  }
}
