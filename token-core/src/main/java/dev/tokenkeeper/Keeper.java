package dev.tokenkeeper;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.DeadToken.Verdict;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.protocol.SessionLost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;

/** The keeper: serves from the cache, and sends whoever must wait to a flight. */
final class Keeper implements TokenKeeper {
  private final Node node;
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int MOST_FLIGHTS = 3;

  private final Renewals renewals;
  private final Sweeper sweeper;
  private final Housekeeper housekeeper;
  private final AuthorizationJourneys journeys;
  private final Authorizations authorizations;
  private final AtomicBoolean started = new AtomicBoolean();

  Keeper(
      Node node,
      Renewals renewals,
      Sweeper sweeper,
      Housekeeper housekeeper,
      AuthorizationJourneys journeys,
      Authorizations authorizations) {
    this.node = node;
    this.renewals = renewals;
    this.sweeper = sweeper;
    this.housekeeper = housekeeper;
    this.journeys = journeys;
    this.authorizations = authorizations;
  }

  @Override
  public AccessToken accessToken(AuthorizationId id) {
    CachedToken entry = node.cache().get(id);
    if (entry != null && node.clock().millis() < entry.freshUntil) {
      AccessToken token = entry.read();
      if (token != null) {
        return token;
      }
    }
    return accessToken(id, Duration.ZERO);
  }

  @Override
  public AccessToken accessToken(AuthorizationId id, Duration minValidity) {
    return await(id, obtain(id, minValidity));
  }

  @Override
  public AccessToken accessToken(AuthorizationId id, URI resource) {
    node.providers().requireOwn(id, resource);
    return accessToken(id);
  }

  @Override
  public CompletionStage<AccessToken> accessTokenAsync(AuthorizationId id) {
    try {
      return obtain(id, Duration.ZERO).minimalCompletionStage();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private CompletableFuture<AccessToken> obtain(AuthorizationId id, Duration minValidity) {
    boolean dies = node.providers().profileOf(id).rotation().killsAccessToken();
    CachedToken cached = node.cache().get(id);
    CachedToken entry = cached == null ? renewals.read(id) : cached;
    entry.used = true;
    long now = node.clock().millis();
    if (!entry.isUsable(now, minValidity)) {
      return renew(id, minValidity.isZero() ? Demand.FRESH : Demand.validFor(minValidity, entry));
    }
    boolean heldOff = dies && node.leases().holdOff(id) && !renewals.isUnderWay(id);
    if (now < entry.freshUntil || heldOff) {
      return CompletableFuture.completedFuture(renewals.open(entry));
    }
    if (dies) {
      return renew(id, Demand.FRESH).exceptionallyCompose(failure -> stillUsable(id, failure));
    }
    var unused = renewals.obtainAside(id, Demand.FRESH);
    return CompletableFuture.completedFuture(renewals.open(entry));
  }

  private CompletableFuture<AccessToken> renew(AuthorizationId id, Demand demand) {
    return renewals.obtain(id, demand).thenApply(renewals::open);
  }

  /** Nothing could be sent, so the token that a renewal would have killed is still alive. */
  private CompletableFuture<AccessToken> stillUsable(AuthorizationId id, Throwable failure) {
    if (failure.getCause() instanceof TokenUnavailableException) {
      CachedToken entry = renewals.read(id);
      if (entry.isUsable(node.clock().millis(), Duration.ZERO)) {
        return CompletableFuture.completedFuture(renewals.open(entry));
      }
    }
    return CompletableFuture.failedFuture(failure);
  }

  @Override
  public <T> T call(AuthorizationId id, ApiCall<T> api, ToIntFunction<? super T> status)
      throws IOException, InterruptedException {
    AccessToken token;
    T answer;
    try (TokenLease lease = lease(id)) {
      token = lease.token();
      answer = api.with(token);
    }
    AccessToken next = reportRejected(id, token, status.applyAsInt(answer));
    return next.equals(token) ? answer : api.with(next);
  }

  @Override
  public TokenLease lease(AuthorizationId id, URI resource) {
    node.providers().requireOwn(id, resource);
    return lease(id);
  }

  @Override
  public TokenLease lease(AuthorizationId id) {
    return node.leases().lend(id, this::accessToken);
  }

  @Override
  public AccessToken reportRejected(AuthorizationId id, AccessToken refused, int status) {
    ProviderProfile profile = node.providers().profileOf(id);
    boolean old = node.clock().millis() >= refused.usableUntil().toEpochMilli();
    Verdict verdict = profile.deadToken().judge(status, old);
    if (verdict == Verdict.ALIVE) {
      return refused;
    }
    if (verdict == Verdict.SESSION_ENDED) {
      node.ledger().happen(id, new SessionLost(refused.epoch(), refused.generation()));
    }
    return newerThan(id, refused);
  }

  /** A flight that somebody else began may end with the very token that was refused. */
  private AccessToken newerThan(AuthorizationId id, AccessToken refused) {
    Demand demand = Demand.newerThan(refused);
    for (int i = 0; i < MOST_FLIGHTS; i++) {
      AccessToken token = await(id, renew(id, demand));
      if (token.generation() != refused.generation() || token.epoch() != refused.epoch()) {
        return token;
      }
    }
    throw new TokenUnavailableException(
        id, "the provider refuses the newest token", Duration.ofSeconds(1), null);
  }

  @Override
  public boolean isReady() {
    return node.seals().isReady();
  }

  @Override
  public AuthorizationJourneys journeys() {
    return journeys;
  }

  @Override
  public Authorizations authorizations() {
    return authorizations;
  }

  @Override
  public TokenKeeper start() {
    if (started.compareAndSet(false, true)) {
      housekeeper.start();
      sweeper.start();
    }
    return this;
  }

  @Override
  public void close() {
    node.workers().close(node.settings().longestWait());
    renewals.close();
    node.cache().clear();
  }

  private AccessToken await(AuthorizationId id, CompletableFuture<AccessToken> token) {
    return Waiting.on(id, token, node.settings().longestWait().plus(GRACE));
  }
}
