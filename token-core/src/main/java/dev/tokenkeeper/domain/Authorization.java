package dev.tokenkeeper.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one user granted us at one provider, with all that the protocol needs to know about it: one
 * row of the store.
 *
 * <p>Immutable. Each transition is one method, which returns the next state; whether a transition
 * is allowed, and the times that it sets, is for {@code dev.tokenkeeper.protocol} to say. All times
 * are the store's.
 */
public final class Authorization {
  /** The attribute in which the provider's own name for the account is. */
  private static final String RESOURCE_OWNER = "resource_owner";

  private static final String JOURNEY = "tokenkeeper.journey";

  private final AuthorizationId id;
  private final long epoch;
  private final long generation;
  private final long revision;
  private final Status status;
  private final @Nullable SealedGrant grant;
  private final @Nullable StoredLogin login;
  private final Map<String, String> attributes;
  private final boolean prepared;
  private final @Nullable Attempt attempt;
  private final @Nullable Doubt doubt;
  private final Instant notBefore;
  private final @Nullable String lastCommittedAttempt;
  private final Failure failure;
  private final @Nullable FailureKind reason;
  private final @Nullable Instant reasonSince;
  private final @Nullable Instant lastUsedAt;
  private final long lastRevokedEpoch;
  private final @Nullable Instant drainAt;
  private final @Nullable Instant dueAt;
  private final List<Spare> spares;

  private Authorization(Builder from) {
    this.id = from.id;
    this.epoch = from.epoch;
    this.generation = from.generation;
    this.revision = from.revision;
    this.status = from.status;
    this.grant = from.grant;
    this.login = from.login;
    this.attributes = Map.copyOf(from.attributes);
    this.prepared = from.prepared;
    this.attempt = from.attempt;
    this.doubt = from.doubt;
    this.notBefore = from.notBefore;
    this.lastCommittedAttempt = from.lastCommittedAttempt;
    this.failure = from.failure;
    this.reason = from.reason;
    this.reasonSince = from.reasonSince;
    this.lastUsedAt = from.lastUsedAt;
    this.lastRevokedEpoch = from.lastRevokedEpoch;
    this.drainAt = from.drainAt;
    this.dueAt = from.dueAt;
    this.spares = List.copyOf(from.spares);
  }

  /** Returns an authorization of which nothing is stored yet. */
  public static Authorization absent(AuthorizationId id) {
    return builder(id).build();
  }

  /** Returns a builder for a store that reads a row back. */
  public static Builder builder(AuthorizationId id) {
    return new Builder(id);
  }

  /** The row is claimed: a request may be on the wire from now on. */
  public Authorization claimed(Attempt next, @Nullable Doubt doubtful, Instant due) {
    return change().attempt(next).doubt(doubtful).dueAt(due).build();
  }

  /** New tokens are current. Ends attempt and doubt, and revives what waited for the user. */
  public Authorization renewed(
      SealedGrant next, String attemptId, boolean ready, Instant quietUntil, Instant now) {
    return change()
        .generation(generation + 1)
        .status(Status.ACTIVE)
        .grant(next)
        .prepared(ready)
        .attempt(null)
        .doubt(null)
        .notBefore(quietUntil)
        .lastCommittedAttempt(attemptId)
        .failure(Failure.succeeded(now))
        .reason(null, null)
        .spares(
            spares.stream()
                .filter(
                    s ->
                        s.parentGeneration() >= generation
                            || s.purpose() != Spare.Purpose.ALTERNATE)
                .toList())
        .build();
  }

  /** Nothing was sent, or nothing was consumed: the attempt ends, a doubt stays. */
  public Authorization released(Failure state, Instant retryAt, Instant due) {
    return change().attempt(null).failure(state).notBefore(retryAt).dueAt(due).build();
  }

  /** The attempt ends without a usable answer; nothing is sent before it is due again. */
  public Authorization leftInDoubt(@Nullable Doubt doubtful, Instant due, Instant now) {
    return change()
        .attempt(null)
        .doubt(doubtful)
        .failure(failure.and(FailureKind.UNKNOWN_OUTCOME, now))
        .notBefore(due)
        .dueAt(due)
        .build();
  }

  /** The refresh token was refused, but a stored login may bring the next one. */
  public Authorization leftToLogin(Instant now) {
    return change()
        .attempt(null)
        .doubt(null)
        .failure(failure.and(FailureKind.GRANT_REFUSED, now))
        .drainAt(now)
        .dueAt(now)
        .build();
  }

  /** The API says that the session is gone. What was sent stays as doubtful as it was. */
  public Authorization sessionLost(@Nullable Instant due, Instant now) {
    return change()
        .failure(failure.and(FailureKind.SESSION_ENDED, now))
        .drainAt(now)
        .dueAt(due)
        .build();
  }

  /** Only the user can help. Changes neither epoch nor generation and deletes no token. */
  public Authorization leftToUser(FailureKind why, Instant now) {
    return change()
        .status(Status.REAUTHORIZATION_REQUIRED)
        .attempt(null)
        .doubt(null)
        .failure(failure.and(why, now))
        .reason(why, now)
        .login(why == FailureKind.LOGIN_REFUSED && login != null ? login.asRefused() : login)
        .dueAt(spares.stream().allMatch(Spare::isDisplaced) ? null : now)
        .build();
  }

  /** A spare takes the place of the current grant, as a new generation, to be tried at once. */
  public Authorization promoted(Spare spare, @Nullable Spare displaced, Instant now) {
    List<Spare> rest = new ArrayList<>(spares);
    rest.remove(spare);
    if (displaced != null) {
      rest.add(displaced);
    }
    return change()
        .generation(generation + 1)
        .status(Status.ACTIVE)
        .reason(null, null)
        .grant(spare.grant())
        .failure(failure.ofAnotherGrant())
        .attempt(null)
        .doubt(null)
        .spares(rest)
        .drainAt(now)
        .dueAt(now)
        .build();
  }

  /** A grant that may not become current is kept beside it. */
  public Authorization keeping(Spare spare, Instant due) {
    List<Spare> all = new ArrayList<>(spares);
    all.add(spare);
    return change().spares(all).dueAt(earlier(dueAt, due)).build();
  }

  /** A grant beside the current one is no longer needed. */
  public Authorization without(Spare spare) {
    return change().spares(spares.stream().filter(s -> !s.equals(spare)).toList()).build();
  }

  /**
   * The user has logged in (again): a new epoch begins and the old one's tokens are to be revoked.
   */
  public Authorization reauthorized(
      String journeyId,
      SealedGrant next,
      @Nullable StoredLogin stored,
      Map<String, String> facts,
      boolean ready,
      List<Spare> toRevoke,
      Instant quietUntil,
      Instant now) {
    Map<String, String> all = new HashMap<>(facts);
    all.put(JOURNEY, journeyId);
    return change()
        .epoch(epoch + 1)
        .generation(0)
        .status(Status.ACTIVE)
        .grant(next)
        .login(stored)
        .attributes(all)
        .prepared(ready)
        .attempt(null)
        .doubt(null)
        .notBefore(quietUntil)
        .lastCommittedAttempt(journeyId)
        .failure(Failure.succeeded(now))
        .reason(null, null)
        .lastUsedAt(now)
        .spares(toRevoke)
        .build();
  }

  /** The new grant is the same account's as before, or the first: nothing else is kept. */
  public Authorization confirmed(
      String owner, Map<String, String> facts, List<Spare> toRevoke, Instant now) {
    Map<String, String> all = new HashMap<>(attributes);
    all.putAll(facts);
    all.put(RESOURCE_OWNER, owner);
    return change().attributes(all).spares(toRevoke).dueAt(now).build();
  }

  /**
   * The new grant is another account's: a new epoch begins in which the displaced one is current.
   */
  public Authorization restored(
      Spare displaced, @Nullable Spare intruder, @Nullable Doubt doubtful, Instant now) {
    List<Spare> rest = new ArrayList<>(spares);
    rest.remove(displaced);
    if (intruder != null) {
      rest.add(intruder);
    }
    return change()
        .epoch(epoch + 1)
        .generation(0)
        .grant(displaced.grant())
        .prepared(true)
        .attempt(null)
        .doubt(doubtful)
        .notBefore(now)
        .failure(failure.ofAnotherGrant())
        .spares(rest)
        .build();
  }

  /** The user leaves: a new epoch in which nothing can be read; the tokens wait to be revoked. */
  public Authorization revoking(Instant due, Instant now) {
    Map<String, String> facts = new HashMap<>(attributes);
    facts.remove(RESOURCE_OWNER);
    return change()
        .attributes(facts)
        .epoch(epoch + 1)
        .lastRevokedEpoch(epoch + 1)
        .generation(0)
        .status(Status.REVOKING)
        .login(null)
        .attempt(null)
        .doubt(null)
        .reason(FailureKind.REVOKED, now)
        .spares(spares.stream().map(Spare::toRevoke).toList())
        .dueAt(due)
        .build();
  }

  /** The provider has been told. The tokens are forgotten. */
  public Authorization revoked() {
    return change().status(Status.REVOKED).grant(null).drainAt(null).dueAt(null).build();
  }

  /** The session is ready for use. */
  public Authorization prepared(Instant due) {
    return change().prepared(true).dueAt(due).build();
  }

  /** The session could not be made ready; it is tried again. */
  public Authorization unprepared(Instant due, Instant now) {
    return change().failure(failure.and(FailureKind.PREPARATION_FAILED, now)).dueAt(due).build();
  }

  /** Somebody asked for a token. */
  public Authorization used(Instant at) {
    return change().lastUsedAt(at).build();
  }

  /** The row needs attention at another time. */
  public Authorization rearmed(@Nullable Instant due) {
    return change().dueAt(due).build();
  }

  /** The times that follow from a new grant. */
  public Authorization scheduled(@Nullable Instant drain, Instant due) {
    return change().drainAt(drain).dueAt(due).build();
  }

  /** The stored tokens do not open: nobody touches them until a person has looked. */
  public Authorization quarantined(Instant due, Instant now) {
    return change()
        .status(Status.QUARANTINED)
        .attempt(null)
        .failure(failure.and(FailureKind.UNREADABLE, now))
        .reason(FailureKind.UNREADABLE, now)
        .dueAt(due)
        .build();
  }

  /** Returns the provider's own name for the account, or null if it has not been confirmed. */
  public @Nullable String resourceOwner() {
    return attributes.get(RESOURCE_OWNER);
  }

  /** Returns what is known of the account beside its tokens, as who prepares a session wants it. */
  public Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>(attributes);
    facts.remove(JOURNEY);
    return Map.copyOf(facts);
  }

  /** Returns the journey whose grant, or what it was renewed to, is or was the last; or null. */
  public @Nullable String journey() {
    return attributes.get(JOURNEY);
  }

  /** Tells whether a grant of this epoch may still become the current one. */
  public boolean awaits(long grantEpoch) {
    if (grantEpoch == epoch || status == Status.REVOKING || status == Status.REVOKED) {
      return grantEpoch == epoch;
    }
    return (grant != null && grant.epoch() == grantEpoch)
        || spares.stream().anyMatch(s -> s.isDisplaced() && s.grant().epoch() == grantEpoch);
  }

  /** Tells whether we can log in again by ourselves. */
  public boolean canLogIn() {
    return login != null && !login.refused();
  }

  /** Tells whether nothing is stored of it yet. */
  public boolean isAbsent() {
    return revision == 0;
  }

  private Builder change() {
    Builder copy = new Builder(id);
    copy.epoch = epoch;
    copy.generation = generation;
    copy.revision = revision + 1;
    copy.status = status;
    copy.grant = grant;
    copy.login = login;
    copy.attributes = attributes;
    copy.prepared = prepared;
    copy.attempt = attempt;
    copy.doubt = doubt;
    copy.notBefore = notBefore;
    copy.lastCommittedAttempt = lastCommittedAttempt;
    copy.failure = failure;
    copy.reason = reason;
    copy.reasonSince = reasonSince;
    copy.lastUsedAt = lastUsedAt;
    copy.lastRevokedEpoch = lastRevokedEpoch;
    copy.drainAt = drainAt;
    copy.dueAt = dueAt;
    copy.spares = spares;
    return copy;
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one != null && one.isBefore(other) ? one : other;
  }

  /** Returns the key. */
  public AuthorizationId id() {
    return id;
  }

  /** Returns bumped by every re-authorization and every revocation; 0 before the first. */
  public long epoch() {
    return epoch;
  }

  /** Returns bumped by every stored token change within an epoch. */
  public long generation() {
    return generation;
  }

  /** Returns bumped by every write of the row: the one physical guard; 0 before the first. */
  public long revision() {
    return revision;
  }

  /** Returns whether it can be used. */
  public Status status() {
    return status;
  }

  /** Returns the current tokens, or null before the first login. */
  public @Nullable SealedGrant grant() {
    return grant;
  }

  /** Returns credentials that the user let us keep, or null. */
  public @Nullable StoredLogin login() {
    return login;
  }

  /** Returns facts about the user's account, none of them secret. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** Returns whether the provider's session is ready for its first use. */
  public boolean prepared() {
    return prepared;
  }

  /** Returns the open attempt, or null. */
  public @Nullable Attempt attempt() {
    return attempt;
  }

  /**
   * Returns whether some send of this generation has an unknown outcome, or null; survives
   * attempts.
   */
  public @Nullable Doubt doubt() {
    return doubt;
  }

  /** Returns no send before, not even a forced one. */
  public Instant notBefore() {
    return notBefore;
  }

  /** Returns the attempt whose result was stored last, or null. */
  public @Nullable String lastCommittedAttempt() {
    return lastCommittedAttempt;
  }

  /** Returns how renewing has gone lately. */
  public Failure failure() {
    return failure;
  }

  /** Returns why only the user can help, or null. */
  public @Nullable FailureKind reason() {
    return reason;
  }

  /** Returns since when, or null. */
  public @Nullable Instant reasonSince() {
    return reasonSince;
  }

  /** Returns roughly when somebody last asked for a token, or null. */
  public @Nullable Instant lastUsedAt() {
    return lastUsedAt;
  }

  /** Returns a login begun before the last revocation may not complete. */
  public long lastRevokedEpoch() {
    return lastRevokedEpoch;
  }

  /**
   * Returns from then on the token is not served from a cache, where a refresh kills it; null
   * elsewhere.
   */
  public @Nullable Instant drainAt() {
    return drainAt;
  }

  /**
   * Returns when the row next needs attention; null only while nothing can be done without a
   * person.
   */
  public @Nullable Instant dueAt() {
    return dueAt;
  }

  /** Returns grants that are not current but may yet be needed; normally none. */
  public List<Spare> spares() {
    return spares;
  }

  /** Returns id, epoch, generation, revision and status. */
  @Override
  public String toString() {
    return "Authorization[%s e%d g%d r%d %s]".formatted(id, epoch, generation, revision, status);
  }

  /** Rebuilds a stored authorization. Not safe for use by many threads. */
  public static final class Builder {
    private final AuthorizationId id;
    private long epoch;
    private long generation;
    private long revision;
    private Status status = Status.REAUTHORIZATION_REQUIRED;
    private @Nullable SealedGrant grant;
    private @Nullable StoredLogin login;
    private Map<String, String> attributes = Map.of();
    private boolean prepared = true;
    private @Nullable Attempt attempt;
    private @Nullable Doubt doubt;
    private Instant notBefore = Instant.EPOCH;
    private @Nullable String lastCommittedAttempt;
    private Failure failure = Failure.NONE;
    private @Nullable FailureKind reason;
    private @Nullable Instant reasonSince;
    private @Nullable Instant lastUsedAt;
    private long lastRevokedEpoch;
    private @Nullable Instant drainAt;
    private @Nullable Instant dueAt;
    private List<Spare> spares = List.of();

    private Builder(AuthorizationId id) {
      this.id = Objects.requireNonNull(id, "id");
    }

    /** Sets bumped by every re-authorization and every revocation; 0 before the first. */
    public Builder epoch(long value) {
      this.epoch = value;
      return this;
    }

    /** Sets bumped by every stored token change within an epoch. */
    public Builder generation(long value) {
      this.generation = value;
      return this;
    }

    /** Sets bumped by every write of the row: the one physical guard; 0 before the first. */
    public Builder revision(long value) {
      this.revision = value;
      return this;
    }

    /** Sets whether it can be used. */
    public Builder status(Status value) {
      this.status = value;
      return this;
    }

    /** Sets the current tokens, or null before the first login. */
    public Builder grant(@Nullable SealedGrant value) {
      this.grant = value;
      return this;
    }

    /** Sets credentials that the user let us keep, or null. */
    public Builder login(@Nullable StoredLogin value) {
      this.login = value;
      return this;
    }

    /** Sets facts about the user's account, none of them secret. */
    public Builder attributes(Map<String, String> value) {
      this.attributes = value;
      return this;
    }

    /** Sets whether the provider's session is ready for its first use. */
    public Builder prepared(boolean value) {
      this.prepared = value;
      return this;
    }

    /** Sets the open attempt, or null. */
    public Builder attempt(@Nullable Attempt value) {
      this.attempt = value;
      return this;
    }

    /**
     * Sets whether some send of this generation has an unknown outcome, or null; survives attempts.
     */
    public Builder doubt(@Nullable Doubt value) {
      this.doubt = value;
      return this;
    }

    /** Sets no send before, not even a forced one. */
    public Builder notBefore(Instant value) {
      this.notBefore = value;
      return this;
    }

    /** Sets the attempt whose result was stored last, or null. */
    public Builder lastCommittedAttempt(@Nullable String value) {
      this.lastCommittedAttempt = value;
      return this;
    }

    /** Sets how renewing has gone lately. */
    public Builder failure(Failure value) {
      this.failure = value;
      return this;
    }

    /** Sets why only the user can help, and since when; null and null where not. */
    public Builder reason(@Nullable FailureKind why, @Nullable Instant since) {
      this.reason = why;
      this.reasonSince = since;
      return this;
    }

    /** Sets roughly when somebody last asked for a token, or null. */
    public Builder lastUsedAt(@Nullable Instant value) {
      this.lastUsedAt = value;
      return this;
    }

    /** Sets a login begun before the last revocation may not complete. */
    public Builder lastRevokedEpoch(long value) {
      this.lastRevokedEpoch = value;
      return this;
    }

    /**
     * Sets from then on the token is not served from a cache, where a refresh kills it; null
     * elsewhere.
     */
    public Builder drainAt(@Nullable Instant value) {
      this.drainAt = value;
      return this;
    }

    /**
     * Sets when the row next needs attention; null only while nothing can be done without a person.
     */
    public Builder dueAt(@Nullable Instant value) {
      this.dueAt = value;
      return this;
    }

    /** Sets grants that are not current but may yet be needed; normally none. */
    public Builder spares(List<Spare> value) {
      this.spares = value;
      return this;
    }

    /** Returns the authorization. */
    public Authorization build() {
      return new Authorization(this);
    }
  }
}
