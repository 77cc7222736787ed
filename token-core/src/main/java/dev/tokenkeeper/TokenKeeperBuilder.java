package dev.tokenkeeper;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.LifecycleListener;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.ProviderQuota;
import dev.tokenkeeper.port.TokenCipher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Puts a {@link TokenKeeper} together. Not safe for use by many threads. */
public final class TokenKeeperBuilder {
  private final List<OAuthProvider> providers = new ArrayList<>();
  private final List<LifecycleListener> listeners = new ArrayList<>();
  private @Nullable AuthorizationStore store;
  private @Nullable JourneyStore journeys;
  private @Nullable AuthorizationDirectory directory;
  private @Nullable TokenCipher cipher;
  private @Nullable ProviderQuota quota;
  private KeeperSettings settings = KeeperSettings.DEFAULT;
  private InstantSource clock = InstantSource.system();
  private LongSupplier nanos = System::nanoTime;
  private @Nullable ExecutorService exchangeThreads;
  private @Nullable ScheduledExecutorService timerThread;

  TokenKeeperBuilder() {}

  /** Adds a provider; required at least once. */
  public TokenKeeperBuilder provider(OAuthProvider provider) {
    providers.add(provider);
    return this;
  }

  /** Sets where authorizations live; required. */
  public TokenKeeperBuilder store(AuthorizationStore value) {
    this.store = value;
    return this;
  }

  /** Sets where journeys wait for their callback; required if a provider has a page for consent. */
  public TokenKeeperBuilder journeys(JourneyStore value) {
    this.journeys = value;
    return this;
  }

  /** Sets where authorizations are listed; required. */
  public TokenKeeperBuilder directory(AuthorizationDirectory value) {
    this.directory = value;
    return this;
  }

  /** Sets what seals tokens; required. */
  public TokenKeeperBuilder cipher(TokenCipher value) {
    this.cipher = value;
    return this;
  }

  /**
   * Sets what counts under the limits of providers; default one in memory, which is enough for one
   * process and for nothing else.
   */
  public TokenKeeperBuilder quota(ProviderQuota value) {
    this.quota = value;
    return this;
  }

  /** Adds somebody to be told what happens. */
  public TokenKeeperBuilder listener(LifecycleListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Sets how it behaves; default {@link KeeperSettings#DEFAULT}. */
  public TokenKeeperBuilder settings(KeeperSettings value) {
    this.settings = value;
    return this;
  }

  /**
   * Sets this process's clocks; default the system's.
   *
   * @param wall tells the time of day
   * @param monotonic nanoseconds that never go back
   */
  public TokenKeeperBuilder time(InstantSource wall, LongSupplier monotonic) {
    this.clock = wall;
    this.nanos = monotonic;
    return this;
  }

  /**
   * Sets the threads; default its own. They belong to the keeper from then on: its closing shuts
   * them down.
   *
   * @param exchangers run exchanges with providers, as many at once as {@link
   *     KeeperSettings#exchangeThreads} says
   * @param timer tells the time to them; its tasks are short
   */
  public TokenKeeperBuilder threads(ExecutorService exchangers, ScheduledExecutorService timer) {
    this.exchangeThreads = exchangers;
    this.timerThread = timer;
    return this;
  }

  /**
   * Returns the keeper.
   *
   * @throws ConfigurationException if something is missing or contradicts itself, all at once
   */
  public TokenKeeper build() {
    List<Problem> problems = new ArrayList<>(Providers.problems(providers));
    if (store == null) {
      problems.add(missing("store", "Install a persistence module."));
    }
    if (journeys == null && providers.stream().anyMatch(each -> each.authorization() != null)) {
      problems.add(missing("journeys", "Install a persistence module."));
    }
    if (directory == null) {
      problems.add(missing("directory", "Install a persistence module."));
    }
    if (cipher == null) {
      problems.add(missing("cipher", "Install an encryption module."));
    }
    if (store == null || directory == null || cipher == null || !problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return assemble(store, directory, cipher);
  }

  private TokenKeeper assemble(
      AuthorizationStore rows, AuthorizationDirectory lists, TokenCipher sealer) {
    var installed = new Providers(providers);
    var time = new StoreClock(rows, clock, nanos, this::clockDiffers);
    var ledger = new Ledger(rows, installed, time, listeners);
    ProviderQuota shared = quota == null ? ProviderQuota.ofOneProcess(time::now) : quota;
    var node =
        new Node(
            installed,
            new Permits(shared, installed, time, ledger),
            new Suspensions(shared, time),
            ledger,
            new Seals(sealer, settings.skew()),
            time,
            new TokenCache(settings.cacheSize()),
            new Leases(),
            workers(),
            settings);
    var renewals = new Renewals(node);
    var revocations = new Revocations(node);
    var housekeeper = new Housekeeper(node, renewals, journeys, shared);
    var grants = new FirstGrants(node, renewals);
    return new Keeper(
        node,
        renewals,
        new Sweeper(node, renewals, revocations, housekeeper),
        housekeeper,
        new Journeys(node, grants, new CodeJourneys(node, journeys, grants)),
        new Inventory(node, lists, renewals, revocations));
  }

  private void clockDiffers(Duration ahead) {
    listeners.forEach(each -> each.clockDiffers(ahead));
  }

  private Workers workers() {
    return exchangeThreads == null || timerThread == null
        ? new Workers(settings.node(), settings.exchangeThreads())
        : new Workers(settings.exchangeThreads(), exchangeThreads, timerThread);
  }

  private static Problem missing(String part, String remedy) {
    return new Problem("keeper." + part, "is missing", remedy);
  }
}
