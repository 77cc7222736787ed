package dev.tokenkeeper.testkit.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LoginRefusedException;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.TestCipher;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Service accounts, whose assertions were issued beforehand. */
class MintTest {
  private static final AuthorizationId EXPORT = AuthorizationId.of("bsn", "call-log-export");
  private static final AuthorizationId ADA = AuthorizationId.of("bsn", "ada");
  private static final Rotation MINTED =
      new Rotation(RotationRule.NONE, Duration.ZERO, ReusePenalty.NONE, OldAccessToken.STAYS_VALID);

  private final World world = world(Map.of(EXPORT.subject(), Secret.of("jwt-1")));

  @Test
  void mint_serviceAccount_sendsItsAssertionAndServesTheToken() {
    world.keeper.journeys().mint(EXPORT);

    assertThat(world.keeper.accessToken(EXPORT).bearer()).isEqualTo("Bearer at-1");
    assertThat(world.endpoint.requests())
        .containsExactly(new TokenRequest.Assertion(Secret.of("jwt-1")));
  }

  @Test
  void accessToken_expired_isMintedAgainAndNeverRefreshed() {
    world.keeper.journeys().mint(EXPORT);
    world.after(Duration.ofMinutes(6));

    assertThat(world.keeper.accessToken(EXPORT).bearer()).isEqualTo("Bearer at-2");
    assertThat(world.sent(TokenRequest.Assertion.class)).isEqualTo(2);
    assertThat(world.sent(TokenRequest.Refresh.class)).isZero();
  }

  @Test
  void accessToken_outcomeOfAMintIsUnknown_isMintedAgainWithoutADoubt() {
    world.keeper.journeys().mint(EXPORT);
    world.after(Duration.ofMinutes(6));
    world.endpoint.answer(new Outcome.Unknown("timeout"));
    var token = world.keeper.accessTokenAsync(EXPORT).toCompletableFuture();

    assertThat(world.afterwards(token).bearer()).isEqualTo("Bearer at-2");
    assertThat(world.row(EXPORT).doubt()).isNull();
  }

  @Test
  void mint_endUser_isRefusedWithTheReasonAndNothingIsSent() {
    assertThatThrownBy(() -> world.keeper.journeys().mint(ADA))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("bsn.serviceAccounts")
        .hasMessageContaining("ada")
        .hasMessageContaining("service accounts");
    assertThat(world.endpoint.requests()).isEmpty();
    assertThat(world.store.find(ADA)).isEmpty();
  }

  @Test
  void adopt_endUser_isRefusedToo() {
    TokenGrant grant = TokenGrant.of(Secret.of("at"), null, null);
    assertThatThrownBy(() -> world.keeper.journeys().adopt(ADA, grant, Map.of()))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void loginAndBegin_providerThatMints_areRefused() {
    assertThatThrownBy(
            () -> world.keeper.journeys().login(EXPORT, UserLogin.once("u", Secret.of("p"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mint");
    assertThatThrownBy(() -> world.keeper.journeys().begin(EXPORT))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void mint_providerThatDoesNotMint_isRefused() {
    try (World other = new World()) {
      assertThatThrownBy(() -> other.keeper.journeys().mint(ADA))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("does not mint");
    }
  }

  @Test
  void mint_assertionIsRefused_changesNothing() {
    world.endpoint.answer(new Outcome.GrantRefused("invalid_grant: revoked"));
    assertThatThrownBy(() -> world.keeper.journeys().mint(EXPORT))
        .isInstanceOf(LoginRefusedException.class)
        .hasMessageContaining("revoked");
    assertThat(world.store.find(EXPORT)).isEmpty();
  }

  @Test
  void accessToken_assertionIsRefusedLater_needsAPersonUntilItIsMintedWithANewOne() {
    world.keeper.journeys().mint(EXPORT);
    world.after(Duration.ofMinutes(6));
    world.endpoint.answer(new Outcome.GrantRefused("invalid_grant: revoked"));
    assertThatThrownBy(() -> world.keeper.accessToken(EXPORT))
        .isInstanceOf(ReauthorizationRequiredException.class);

    world.keeper.journeys().mint(EXPORT);
    assertThat(world.row(EXPORT).status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void accessToken_settingsNameTheAccountNoMore_waitsForUsAndNotForAUser() {
    Map<String, Secret> accounts = new HashMap<>();
    accounts.put("another", Secret.of("jwt-2"));
    world.keeper.journeys().mint(EXPORT);
    world.after(Duration.ofMinutes(6));
    try (World later = world(accounts, world)) {
      var token = later.keeper.accessTokenAsync(EXPORT).toCompletableFuture();
      assertThatThrownBy(() -> later.afterwards(token))
          .hasCauseInstanceOf(TokenUnavailableException.class);
      assertThat(later.row(EXPORT).status()).isEqualTo(Status.ACTIVE);
      assertThat(later.endpoint.requests()).isEmpty();
      assertThat(later.listener.events().toString()).contains(FailureKind.CLIENT_REFUSED.name());
    }
  }

  private static World world(Map<String, Secret> assertions) {
    return new World(MINTED, new TestCipher(), bsn -> bsn.assertions(assertions));
  }

  private static World world(Map<String, Secret> assertions, World before) {
    return new World(MINTED, before, bsn -> bsn.assertions(assertions));
  }
}
