package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of our application at a provider, or its private keys: the current one and, while
 * they are being exchanged, the next one. Safe for use by many threads; prints no secret.
 *
 * <p>The current one is used until the provider answers {@code invalid_client} to it; then the next
 * exchange uses the other one, and so on. No exchange sends twice. What a supplier or a file says
 * is asked for again at an exchange, at most once a second; if it cannot be read, what is known
 * stays in use and the listener hears of it. Two are equal if they come from equal sources and end
 * at the same time.
 */
public final class ClientSecrets {
  /** So long before its end a secret is warned of, once a day, as long as it is used. */
  public static final Duration NOTICE = Duration.ofDays(14);

  private static final long LOOK_MILLIS = 1000;
  private static final System.Logger LOGGER = System.getLogger(ClientSecrets.class.getName());

  /**
   * What there is to try, in this order.
   *
   * @param next null if there is none
   */
  public record Pair(Secret current, @Nullable Secret next) {
    /** Refuses null for the current one. */
    public Pair {
      Objects.requireNonNull(current, "current");
    }
  }

  private final Supplier<Pair> source;
  private final @Nullable Instant end;
  private final Consumer<String> listener;
  private final InstantSource clock;

  private final Lock looking = new ReentrantLock();
  private @Nullable Pair known;
  private boolean nextInUse;
  private boolean unreadable;
  private long lookedAt;
  private long warnedOn = Long.MIN_VALUE;

  private ClientSecrets(
      Supplier<Pair> source,
      @Nullable Instant end,
      Consumer<String> listener,
      InstantSource clock) {
    this.source = source;
    this.end = end;
    this.listener = listener;
    this.clock = clock;
  }

  /** Returns one secret that never changes. */
  public static ClientSecrets of(Secret only) {
    return of(only, null);
  }

  /** Returns two secrets that never change; null for no next one. */
  public static ClientSecrets of(Secret current, @Nullable Secret next) {
    var pair = new Pair(current, next);
    return from(new Fixed(pair));
  }

  /**
   * Returns secrets that are kept elsewhere.
   *
   * @param current {@code env:NAME} for a variable of the environment, or {@code file:path} for a
   *     file, whose text is taken without the space around it
   * @param next likewise; null for none. A file that is not there, or a variable that is not set,
   *     is no next secret yet
   * @throws ConfigurationException if one of them is neither; does not repeat it
   */
  public static ClientSecrets named(String current, @Nullable String next) {
    return from(new SecretReferences(current, next));
  }

  /**
   * Returns the secrets that somebody supplies; what it throws counts as unreadable, and only the
   * name of its class is repeated.
   */
  public static ClientSecrets from(Supplier<Pair> source) {
    return new ClientSecrets(
        Objects.requireNonNull(source, "source"),
        null,
        line -> LOGGER.log(System.Logger.Level.WARNING, line),
        InstantSource.system());
  }

  /** Returns the same secrets, of which the current one ends then; null if nobody knows. */
  public ClientSecrets endingAt(@Nullable Instant newEnd) {
    return new ClientSecrets(source, newEnd, listener, clock);
  }

  /**
   * Returns the same secrets with another listener, which gets lines that hold no secret. The
   * default writes them to the JDK's {@link System.Logger} of this class's name.
   */
  public ClientSecrets telling(Consumer<String> newListener) {
    return new ClientSecrets(source, end, Objects.requireNonNull(newListener), clock);
  }

  /** Returns the same secrets by another clock, for a test that moves the time. */
  public ClientSecrets by(InstantSource newClock) {
    return new ClientSecrets(source, end, listener, Objects.requireNonNull(newClock));
  }

  /** Returns the days until the end, negative after it; empty if nobody knows. For a gauge. */
  public OptionalLong daysLeft() {
    return end == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.floorDiv(end.toEpochMilli() - clock.millis(), 86_400_000L));
  }

  InstantSource clock() {
    return clock;
  }

  /** Tells what is wrong with the source, or null; afterwards there is a secret to use. */
  @Nullable String problem() {
    try {
      look(source.get());
      return null;
    } catch (ConfigurationException e) {
      return e.problems().get(0).message();
    } catch (RuntimeException e) {
      return "cannot be read (" + e.getClass().getSimpleName() + ")";
    }
  }

  /**
   * Returns the one to use now.
   *
   * @param client whose it is, for people
   */
  Secret inUse(String client) {
    lookInTime(client);
    return atThisMoment(client);
  }

  private synchronized Secret atThisMoment(String client) {
    warn(client, clock.millis());
    return chosen(Objects.requireNonNull(known, "known"));
  }

  /** A source may be slow: one asks it, and all others go on with what is known. */
  private void lookInTime(String client) {
    if (!isKnown()) {
      looking.lock();
    } else if (!looking.tryLock()) {
      return;
    }
    try {
      if (isTimeToLook()) {
        lookAgain(client);
      }
    } finally {
      looking.unlock();
    }
  }

  private synchronized boolean isKnown() {
    return known != null;
  }

  private synchronized boolean isTimeToLook() {
    long now = clock.millis();
    // Whichever way the clock was set.
    if (known != null && Math.abs(now - lookedAt) < LOOK_MILLIS) {
      return false;
    }
    lookedAt = now;
    return true;
  }

  /** The provider does not know our application by this secret. */
  synchronized void refused(String client, Secret used) {
    Pair pair = known;
    if (pair != null && pair.next() != null && used.equals(chosen(pair))) {
      nextInUse = !nextInUse;
      listener.accept(
          "The provider refuses the %s secret of client '%s'; the next exchange uses the %s one"
              .formatted(nextInUse ? "current" : "next", client, nextInUse ? "next" : "current"));
    }
  }

  private void lookAgain(String client) {
    String problem = problem();
    if (problem != null && !isKnown()) {
      throw new ConfigurationException("clientSecret", problem, "Make it readable.");
    }
    if (problem != null && !unreadable) {
      listener.accept(
          "The secret of client '%s' %s; the one that is known stays in use"
              .formatted(client, problem));
    }
    unreadable = problem != null;
  }

  /** Goes on with the one in use, if it is still there: what was the next may be current now. */
  private synchronized void look(Pair fresh) {
    nextInUse = known != null && nextInUse && !chosen(known).equals(fresh.current());
    nextInUse = nextInUse && fresh.next() != null;
    known = fresh;
  }

  private Secret chosen(Pair pair) {
    return nextInUse && pair.next() != null ? pair.next() : pair.current();
  }

  private void warn(String client, long now) {
    long today = Math.floorDiv(now, 86_400_000L);
    if (end != null && now >= end.minus(NOTICE).toEpochMilli() && today != warnedOn) {
      warnedOn = today;
      listener.accept(
          "The secret of client '%s' %s on %s; have the provider make another"
              .formatted(
                  client,
                  now < end.toEpochMilli() ? "ends" : "ended",
                  end.atZone(ZoneOffset.UTC).toLocalDate()));
    }
  }

  /** Tells whether the other one comes from an equal source and ends at the same time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ClientSecrets that
        && source.equals(that.source)
        && Objects.equals(end, that.end);
  }

  /** Returns a hash that tells nothing about a secret. */
  @Override
  public int hashCode() {
    return Objects.hash(source, end);
  }

  /** Returns where the secrets come from, and {@code ***} for a secret. */
  @Override
  public String toString() {
    return "ClientSecrets[" + (source instanceof Record ? source : "supplied") + ", " + end + ']';
  }

  private record Fixed(Pair pair) implements Supplier<Pair> {
    @Override
    public Pair get() {
      return pair;
    }

    @Override
    public String toString() {
      return "***";
    }
  }
}
