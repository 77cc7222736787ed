package dev.tokenkeeper.oauth2;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's token requests and answers have beside RFC 6749. Immutable; nothing in it is
 * secret. Begin with {@link #STANDARD} and say what differs.
 *
 * @param scope asked for at login, mint and assertion, space-separated; null to ask for none
 * @param scopeSeparator what this provider separates scopes by, both ways; RFC 6749 says a space
 * @param extraParameters sent with every token request, for example {@code audience}
 * @param refreshParameters sent with every refresh besides, for example {@code redirect_uri}
 * @param keptFields fields of the answer that become attributes of the grant, or places as in
 *     {@link Notation#fields}; none that holds a token
 * @param errorAliases a provider's own error codes, wherever it puts them, to those of RFC 6749 and
 *     its kin; for answers whose {@code error} is not one of the latter
 * @param retryAfter how long a request to wait means that does not say; 1 ms to 1 h; null if nobody
 *     knows
 * @param notation how requests and answers are written
 */
public record Dialect(
    @Nullable String scope,
    String scopeSeparator,
    Map<String, String> extraParameters,
    Map<String, String> refreshParameters,
    Set<String> keptFields,
    Map<String, String> errorAliases,
    @Nullable Duration retryAfter,
    Notation notation) {

  /** RFC 6749 and nothing else: no scope is asked for, none but the usual fields are kept. */
  public static final Dialect STANDARD =
      new Dialect(null, " ", Map.of(), Map.of(), Set.of(), Map.of(), null);

  private static final Set<String> OURS =
      Set.of(
          "grant_type",
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "code",
          "code_verifier",
          "redirect_uri",
          "assertion",
          "refresh_token",
          "username",
          "password",
          "scope",
          "token",
          "token_type_hint");
  // Of ours, what no refresh sends: there it is the provider's to ask for.
  private static final Set<String> FREE_ON_REFRESH = Set.of("redirect_uri", "scope");
  private static final Set<String> SECRET =
      Set.of("access_token", "refresh_token", "id_token", "client_secret", "password");

  /** Copies the collections. */
  public Dialect {
    Objects.requireNonNull(scopeSeparator, "scopeSeparator");
    extraParameters = Map.copyOf(extraParameters);
    refreshParameters = Map.copyOf(refreshParameters);
    keptFields = Set.copyOf(keptFields);
    errorAliases = Map.copyOf(errorAliases);
    Objects.requireNonNull(notation, "notation");
  }

  /** Makes a dialect in the usual notation. */
  public Dialect(
      @Nullable String scope,
      String scopeSeparator,
      Map<String, String> extraParameters,
      Map<String, String> refreshParameters,
      Set<String> keptFields,
      Map<String, String> errorAliases,
      @Nullable Duration retryAfter) {
    this(
        scope,
        scopeSeparator,
        extraParameters,
        refreshParameters,
        keptFields,
        errorAliases,
        retryAfter,
        Notation.STANDARD);
  }

  /** Returns the same dialect that asks for this scope, space-separated; null for none. */
  public Dialect withScope(@Nullable String another) {
    return new Dialect(
        another,
        scopeSeparator,
        extraParameters,
        refreshParameters,
        keptFields,
        errorAliases,
        retryAfter,
        notation);
  }

  /** Returns the same dialect that separates scopes by this. */
  public Dialect withScopeSeparator(String another) {
    return new Dialect(
        scope,
        another,
        extraParameters,
        refreshParameters,
        keptFields,
        errorAliases,
        retryAfter,
        notation);
  }

  /** Returns the same dialect that sends these, and no others, with every token request. */
  public Dialect withExtraParameters(Map<String, String> others) {
    return new Dialect(
        scope,
        scopeSeparator,
        others,
        refreshParameters,
        keptFields,
        errorAliases,
        retryAfter,
        notation);
  }

  /** Returns the same dialect that sends these, and no others, with every refresh besides. */
  public Dialect withRefreshParameters(Map<String, String> others) {
    return new Dialect(
        scope,
        scopeSeparator,
        extraParameters,
        others,
        keptFields,
        errorAliases,
        retryAfter,
        notation);
  }

  /** Returns the same dialect that keeps these fields, and no others, of an answer. */
  public Dialect withKeptFields(Set<String> others) {
    return new Dialect(
        scope,
        scopeSeparator,
        extraParameters,
        refreshParameters,
        others,
        errorAliases,
        retryAfter,
        notation);
  }

  /** Returns the same dialect that knows these error codes, and no others, by another name. */
  public Dialect withErrorAliases(Map<String, String> others) {
    return new Dialect(
        scope,
        scopeSeparator,
        extraParameters,
        refreshParameters,
        keptFields,
        others,
        retryAfter,
        notation);
  }

  /** Returns the same dialect in which a request to wait means so long if it does not say. */
  public Dialect withRetryAfter(@Nullable Duration another) {
    return new Dialect(
        scope,
        scopeSeparator,
        extraParameters,
        refreshParameters,
        keptFields,
        errorAliases,
        another,
        notation);
  }

  /** Returns the same dialect in another notation. */
  public Dialect withNotation(Notation another) {
    return new Dialect(
        scope,
        scopeSeparator,
        extraParameters,
        refreshParameters,
        keptFields,
        errorAliases,
        retryAfter,
        another);
  }

  void check(Problems problems) {
    notation.check(problems);
    if (scopeSeparator.isEmpty()) {
      problems.add("scopeSeparator", "is empty", "Use ' ' unless the provider says otherwise.");
    }
    if (scope != null && scope.isBlank()) {
      problems.add("scope", "is blank", "Leave it out to ask for none.");
    }
    checkParameters(problems);
    checkAnswers(problems);
  }

  private void checkParameters(Problems problems) {
    Set<String> onRefresh = new TreeSet<>(OURS);
    onRefresh.removeAll(FREE_ON_REFRESH);
    onRefresh.addAll(extraParameters.keySet());
    for (String name : common(OURS, extraParameters.keySet())) {
      problems.add("extraParameters", "sets '" + name + "'", "Leave it out: it is set already.");
    }
    for (String name : common(onRefresh, refreshParameters.keySet())) {
      problems.add("refreshParameters", "sets '" + name + "'", "Leave it out: it is set already.");
    }
  }

  private void checkAnswers(Problems problems) {
    for (String name : new TreeSet<>(keptFields)) {
      if (!SECRET.contains(Notation.lastName(name))) {
        continue;
      }
      problems.add("keptFields", "names '" + name + "'", "Leave it out: it holds a secret.");
    }
    for (var alias : new TreeMap<>(errorAliases).entrySet()) {
      if (!Complaint.STANDARD.contains(alias.getValue())) {
        problems.add(
            "errorAliases",
            "takes '" + alias.getKey() + "' for '" + alias.getValue() + "'",
            "Use one of " + new TreeSet<>(Complaint.STANDARD) + '.');
      }
    }
    if (retryAfter != null) {
      problems.unlessWithin("retryAfter", retryAfter, Duration.ofMillis(1), RetryAfter.LONGEST);
    }
  }

  /** The scope as this provider writes it, or null. */
  @Nullable String scopeOnTheWire() {
    return scope == null ? null : scope.replace(" ", scopeSeparator);
  }

  /** Scopes as this provider writes them, space-separated. */
  String scopeFromTheWire(String written) {
    return written.replace(scopeSeparator, " ");
  }

  private static List<String> common(Set<String> one, Set<String> other) {
    return new TreeSet<>(other).stream().filter(one::contains).toList();
  }
}
