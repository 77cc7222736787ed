package dev.tokenkeeper.benchmarks.provider;

import dev.tokenkeeper.benchmarks.process.Fingerprint;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every token that the provider has issued, and what has become of it: RFC 6749 section 6 and the
 * rotation of RFC 9700 section 4.14.2, as strictly as they allow. Safe for use by many threads.
 */
public final class Truth {
  private final ProviderRule rule;
  private final long graceMicros;
  private final LongSupplier micros;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Token> byText = new HashMap<>();
  private final Map<String, Token> byFingerprint = new HashMap<>();

  /** The two tokens of an answer, and when they were made. */
  record Pair(String access, String refresh, long atMicros) {
    @Override
    public String toString() {
      return "Pair[***]";
    }
  }

  private static final class Family {
    final String user;
    boolean ended;

    Family(String user) {
      this.user = user;
    }
  }

  private static final class Token {
    final Family family;
    final List<TokenFacts.Use> uses = new ArrayList<>();
    @Nullable Pair answer;
    @Nullable Token successor;

    Token(Family family) {
      this.family = family;
    }
  }

  /**
   * Begins with nothing issued.
   *
   * @param graceMicros for how long a spent token brings the same answer, where the rule is grace
   * @param micros the time of day in microseconds
   */
  public Truth(ProviderRule rule, long graceMicros, LongSupplier micros) {
    this.rule = rule;
    this.graceMicros = graceMicros;
    this.micros = micros;
  }

  /** A user logs in: a new family begins. Those that there are go on. */
  synchronized Pair login(String user) {
    return issue(new Family(user)).pair();
  }

  /** A refresh token is presented; empty if it is refused. */
  synchronized Optional<Pair> refresh(String text, String process) {
    Token token = byText.get(text);
    if (token == null) {
      return Optional.empty();
    }
    long now = micros.getAsLong();
    boolean granted = isAlive(token, now);
    if (!granted) {
      token.family.ended = true;
    }
    token.uses.add(new TokenFacts.Use(process, now, granted));
    return granted ? Optional.of(answer(token)) : Optional.empty();
  }

  private Pair answer(Token token) {
    if (token.answer != null && rule.spends()) {
      return token.answer;
    }
    Issued next = issue(token.family);
    token.answer = next.pair();
    token.successor = next.token();
    return next.pair();
  }

  private boolean isAlive(Token token, long now) {
    if (token.family.ended) {
      return false;
    }
    Pair answer = token.answer;
    if (!rule.spends() || answer == null) {
      return true;
    }
    boolean successorIsUnused = token.successor != null && token.successor.uses.isEmpty();
    return rule == ProviderRule.GRACE && successorIsUnused && now - answer.atMicros() < graceMicros;
  }

  private record Issued(Token token, Pair pair) {}

  private Issued issue(Family family) {
    var pair = new Pair("at-" + random(), "rt-" + random(), micros.getAsLong());
    var token = new Token(family);
    byText.put(pair.refresh(), token);
    byFingerprint.put(Fingerprint.of(pair.refresh()), token);
    return new Issued(token, pair);
  }

  private String random() {
    return new BigInteger(128, random).toString(36);
  }

  /** Returns what is true about those of these tokens that were ever issued. */
  public synchronized List<TokenFacts> facts(Collection<String> fingerprints) {
    return fingerprints.stream().flatMap(this::facts).toList();
  }

  /** Returns what is true about every token. */
  public synchronized List<TokenFacts> facts() {
    return facts(List.copyOf(byFingerprint.keySet()));
  }

  private Stream<TokenFacts> facts(String fingerprint) {
    Token token = byFingerprint.get(fingerprint);
    return token == null ? Stream.empty() : Stream.of(facts(fingerprint, token));
  }

  private TokenFacts facts(String fingerprint, Token token) {
    return new TokenFacts(
        fingerprint,
        token.family.user,
        isAlive(token, micros.getAsLong()),
        token.family.ended,
        token.uses);
  }
}
