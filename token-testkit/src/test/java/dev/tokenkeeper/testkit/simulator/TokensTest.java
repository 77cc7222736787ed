package dev.tokenkeeper.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokensTest {

  private final TestTime time = new TestTime();
  private final Realm realm = new Realm(new BsnSettings(BsnSimulator.builder().clock(time)));
  private final Session session =
      realm.sessions.login(new ClientApplication("client", "", true), "ada");

  @Test
  void issue_tenThousandLaterAndLongExpired_isForgotten() {
    String old = issue();
    time.advance(Duration.ofHours(12).plusSeconds(299));
    String recent = issue();
    issueUntilSweep(2);
    assertThat(realm.tokens.find(old)).isPresent();

    time.advanceSeconds(1);
    issueUntilSweep(0);

    assertThat(realm.tokens.find(old)).isEmpty();
    assertThat(realm.tokens.find(recent)).isPresent();
  }

  private void issueUntilSweep(int alreadyIssued) {
    for (int i = alreadyIssued; i < 10_000; i++) {
      issue();
    }
  }

  private String issue() {
    Instant end = time.instant().plusSeconds(300);
    return realm.tokens.issue(Token.Kind.ACCESS, session, "scope", end);
  }
}
