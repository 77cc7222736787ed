package dev.tokenkeeper.testkit.keeper;

import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.TestCipher;
import dev.tokenkeeper.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A world whose provider has limits, with two processes in virtual time. */
final class LimitedWorld implements AutoCloseable {
  static final Rotation STAYS = Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID);
  static final AuthorizationId EVE = AuthorizationId.of("bsn", "eve");

  final World world;
  final VirtualTime time;
  final TokenKeeper keeper;
  final TokenKeeper other;
  private final List<Instant> sentAt = new CopyOnWriteArrayList<>();

  LimitedWorld(ProviderLimits limits) {
    this(limits, STAYS);
  }

  LimitedWorld(ProviderLimits limits, Rotation rotation) {
    world = new World(rotation, new TestCipher(), bsn -> bsn.limits(limits));
    world.endpoint.otherwise(
        request -> {
          sentAt.add(world.clock.instant());
          return world.grant(request);
        });
    time = new VirtualTime(world.clock);
    keeper = process();
    other = process();
  }

  private TokenKeeper process() {
    return world.builder().threads(time, time).build();
  }

  CompletableFuture<AccessToken> asked(AuthorizationId id) {
    return keeper.accessTokenAsync(id).toCompletableFuture();
  }

  List<AuthorizationId> adopted(int users) {
    List<AuthorizationId> all =
        IntStream.range(0, users).mapToObj(i -> AuthorizationId.of("bsn", "user-" + i)).toList();
    all.forEach(world::adopted);
    return all;
  }

  /** How many requests there were at most within any such time. */
  int mostWithin(Duration window) {
    return sentAt.stream()
        .mapToInt(
            end ->
                (int)
                    sentAt.stream()
                        .filter(at -> !at.isAfter(end) && at.isAfter(end.minus(window)))
                        .count())
        .max()
        .orElse(0);
  }

  long refreshes() {
    return world.sent(TokenRequest.Refresh.class);
  }

  @Override
  public void close() {
    keeper.close();
    other.close();
    world.close();
  }
}
