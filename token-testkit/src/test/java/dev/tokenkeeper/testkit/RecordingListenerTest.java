package dev.tokenkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent.Quarantined;
import dev.tokenkeeper.domain.LifecycleEvent.Revoked;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {
  private static final AuthorizationId ID = AuthorizationId.of("bsn", "user");

  @Test
  void events_severalKinds_areInOrderAndByKind() {
    var listener = new RecordingListener();
    var revoked = new Revoked(ID, MovableClock.START);
    var quarantined = new Quarantined(ID, MovableClock.START);
    listener.on(revoked);
    listener.on(quarantined);

    assertThat(listener.events()).containsExactly(revoked, quarantined);
    assertThat(listener.events(Quarantined.class)).containsExactly(quarantined);
  }
}
