package dev.tokenkeeper.oauth2;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's token requests and answers have beside RFC 6749. Immutable; nothing in it is
 * secret.
 *
 * @param scope asked for at login, space-separated; null to ask for none
 * @param scopeSeparator what this provider separates scopes by, both ways; RFC 6749 says a space
 * @param extraParameters sent with every token request, for example {@code audience}
 * @param keptFields fields of the answer that become attributes of the grant; none that holds a
 *     token
 */
public record Dialect(
    @Nullable String scope,
    String scopeSeparator,
    Map<String, String> extraParameters,
    Set<String> keptFields) {

  /** RFC 6749 and nothing else: no scope is asked for, none but the usual fields are kept. */
  public static final Dialect STANDARD = new Dialect(null, " ", Map.of(), Set.of());

  private static final Set<String> OURS =
      Set.of(
          "grant_type",
          "client_id",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "refresh_token",
          "username",
          "password",
          "scope",
          "token",
          "token_type_hint");
  private static final Set<String> SECRET =
      Set.of("access_token", "refresh_token", "id_token", "client_secret", "password");

  /** Copies the collections. */
  public Dialect {
    Objects.requireNonNull(scopeSeparator, "scopeSeparator");
    extraParameters = Map.copyOf(extraParameters);
    keptFields = Set.copyOf(keptFields);
  }

  /** Returns the same dialect that asks for this scope, space-separated; null for none. */
  public Dialect withScope(@Nullable String newScope) {
    return new Dialect(newScope, scopeSeparator, extraParameters, keptFields);
  }

  void check(Problems problems) {
    if (scopeSeparator.isEmpty()) {
      problems.add("scopeSeparator", "is empty", "Use ' ' unless the provider says otherwise.");
    }
    if (scope != null && scope.isBlank()) {
      problems.add("scope", "is blank", "Leave it out to ask for none.");
    }
    for (String name : common(OURS, extraParameters.keySet())) {
      problems.add("extraParameters", "sets '" + name + "'", "Leave it out: it is set already.");
    }
    for (String name : common(SECRET, keptFields)) {
      problems.add("keptFields", "names '" + name + "'", "Leave it out: it holds a secret.");
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
