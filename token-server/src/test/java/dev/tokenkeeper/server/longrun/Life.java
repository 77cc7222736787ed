package dev.tokenkeeper.server.longrun;

import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.LifecycleEvent.Authorized;
import dev.tokenkeeper.domain.LifecycleEvent.ReauthorizationRequired;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.InMemoryJourneyStore;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.TestCipher;
import dev.tokenkeeper.testkit.VirtualTime;
import dev.tokenkeeper.testkit.simulator.Endpoint;
import dev.tokenkeeper.testkit.simulator.Fault;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A keeper, its providers and their users, day after day: people come when they like and stay away
 * for weeks, providers fail for minutes or hours, and the process is replaced every few days.
 */
final class Life implements AutoCloseable {
  private static final Duration CALLS = Duration.ofMinutes(3);

  private final MovableClock clock;
  private final Random random;
  private final List<Provider> providers;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
  private final InMemoryAuthorizationStore store;
  private final InMemoryJourneyStore journeys = new InMemoryJourneyStore();
  private final TestCipher cipher = new TestCipher();
  private final HttpClient http = HttpClient.newHttpClient();
  final List<LifecycleEvent> endings = new ArrayList<>();

  /** How often a person had to do something: journeys completed, or passwords typed. */
  final Map<AuthorizationId, Integer> signIns = new HashMap<>();

  private VirtualTime time;
  private TokenKeeper keeper;
  private int number;
  int restarts;
  int outages;
  int calls;
  int unserved;
  int refused;

  /** Something that happens at its time. */
  private record Event(Instant at, int number, Runnable what) {}

  Life(MovableClock clock, long seed, List<Provider> providers) {
    this.clock = clock;
    this.random = new Random(seed);
    this.providers = providers;
    this.store = new InMemoryAuthorizationStore(clock);
    this.time = new VirtualTime(clock);
    this.keeper = keeper();
  }

  private TokenKeeper keeper() {
    var builder =
        TokenKeeper.builder()
            .store(store)
            .directory(store)
            .journeys(journeys)
            .cipher(cipher)
            .listener(this::note)
            .settings(
                new KeeperSettings(
                    "node",
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    1_000,
                    32))
            .time(clock, clock::nanos)
            .threads(time, time);
    providers.forEach(provider -> builder.provider(provider.adapter()));
    return builder.build().start();
  }

  private void note(LifecycleEvent event) {
    if (event instanceof ReauthorizationRequired) {
      endings.add(event);
    } else if (event instanceof Authorized) {
      signIns.merge(event.authorization(), 1, Integer::sum);
    }
  }

  /** Lets everybody sign in, once, and come back when they like. */
  void settle(List<String> users) {
    for (Provider provider : providers) {
      for (String user : users) {
        time.advance(Duration.ofSeconds(1));
        provider.signIn(keeper, user);
        after(days(0, 2), () -> visit(provider, user));
      }
      after(days(1, 4), () -> outage(provider));
      after(days(1, 4), () -> lostAnswer(provider));
    }
    after(days(2, 4), this::restart);
  }

  /** Lets so many days pass. */
  void live(int days) {
    Instant end = clock.instant().plus(Duration.ofDays(days));
    while (!events.isEmpty() && events.element().at().isBefore(end)) {
      Event next = events.remove();
      time.advance(later(next.at()));
      next.what().run();
    }
    time.advance(later(end));
    providers.forEach(provider -> provider.faults().clear());
  }

  /** Returns whether the user's token works now. */
  boolean works(Provider provider, String user) {
    return call(provider, user) == 200;
  }

  /**
   * Half an hour of use, one call of which is made, then nothing for a while: mostly days,
   * sometimes weeks.
   */
  private void visit(Provider provider, String user) {
    count(call(provider, user));
    int more = random.nextInt(12);
    for (int i = 1; i <= more; i++) {
      after(CALLS.multipliedBy(i), () -> await(keeper.accessTokenAsync(provider.of(user))));
    }
    boolean goesAway = random.nextInt(10) == 0;
    after(goesAway ? days(10, 30) : days(0, 5), () -> visit(provider, user));
  }

  private void count(int status) {
    calls++;
    unserved += status == 0 ? 1 : 0;
    refused += status == 0 || status == 200 ? 0 : 1;
  }

  private int call(Provider provider, String user) {
    AccessToken token = await(keeper.accessTokenAsync(provider.of(user)));
    return token == null ? 0 : send(provider, token);
  }

  private @Nullable AccessToken await(CompletionStage<AccessToken> asked) {
    CompletableFuture<AccessToken> token = asked.toCompletableFuture();
    while (!token.isDone()) {
      time.advance(time.untilNext());
    }
    return token.isCompletedExceptionally() ? null : token.join();
  }

  private int send(Provider provider, AccessToken token) {
    var request =
        HttpRequest.newBuilder(provider.api()).header("Authorization", token.bearer()).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Minutes to hours in which nothing is processed, in one of the ways in which that shows. */
  private void outage(Provider provider) {
    outages++;
    List<Fault> ways = List.of(Fault.REQUEST_LOST, Fault.UNAVAILABLE_503, Fault.SERVER_ERROR_500);
    Fault way = ways.get(random.nextInt(ways.size()));
    provider.faults().clear().always(facts -> facts.endpoint() == Endpoint.TOKEN, way);
    after(Duration.ofMinutes(2 + random.nextInt(360)), () -> provider.faults().clear());
    after(days(1, 6), () -> outage(provider));
  }

  /** The provider acts and its answer gets lost, now and then. */
  private void lostAnswer(Provider provider) {
    provider.faults().next(1, Fault.ANSWER_LOST);
    after(days(0, 2), () -> lostAnswer(provider));
  }

  private void restart() {
    restarts++;
    keeper.close();
    clock.advance(Duration.ofSeconds(30 + random.nextInt(600)));
    time = new VirtualTime(clock);
    keeper = keeper();
    after(days(1, 5), this::restart);
  }

  private void after(Duration wait, Runnable what) {
    events.add(new Event(clock.instant().plus(wait), number++, what));
  }

  private Duration later(Instant at) {
    Duration wait = Duration.between(clock.instant(), at);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Somewhere between so many days and so many, to the second. */
  private Duration days(int least, int most) {
    long seconds = Duration.ofDays(most - least).toSeconds();
    return Duration.ofDays(least).plusSeconds(random.nextInt((int) seconds));
  }

  @Override
  public void close() throws Exception {
    keeper.close();
    for (Provider provider : providers) {
      provider.simulator().close();
    }
  }
}
