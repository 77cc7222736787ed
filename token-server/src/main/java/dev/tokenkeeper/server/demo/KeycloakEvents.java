package dev.tokenkeeper.server.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Keycloak itself logged during one run: the independent witness of a demo.
 *
 * <p>Earlier runs in the same log only tell who owns a session and which tokens are spent.
 */
final class KeycloakEvents {
  private final List<KeycloakExchange> all;
  private final List<KeycloakExchange> run;
  private final KeycloakSessions sessions = new KeycloakSessions();
  private final Instant since;
  private final Instant now;
  private final KeycloakLifetimes lifetimes;

  private KeycloakEvents(Path log, Instant since, Instant now, KeycloakLifetimes lifetimes) {
    this.since = since;
    this.now = now;
    this.lifetimes = lifetimes;
    all =
        KeycloakLog.read(log).stream()
            .sorted(Comparator.comparing(exchange -> exchange.event().at()))
            .toList();
    all.forEach(exchange -> sessions.learn(exchange.event()));
    run = all.stream().filter(exchange -> !exchange.event().at().isBefore(since)).toList();
  }

  static KeycloakEvents read(Path log, Instant since, Instant now, KeycloakLifetimes lifetimes) {
    return new KeycloakEvents(log, since, now, lifetimes);
  }

  /** Returns the tally of a user, all zero for one that Keycloak never saw. */
  KeycloakTally of(String user) {
    Map<String, Long> counts =
        run.stream()
            .filter(exchange -> exchange.user(sessions).equals(user))
            .collect(groupingBy(exchange -> exchange.event().type(), counting()));
    return new KeycloakTally(
        counts.getOrDefault("LOGIN", 0L),
        counts.getOrDefault("REFRESH_TOKEN", 0L),
        counts.getOrDefault("USER_INFO_REQUEST", 0L),
        counts.getOrDefault("USER_INFO_REQUEST_ERROR", 0L),
        sessions.ended(user, since, now, lifetimes));
  }

  /** Returns the rejected API calls of callers that neither token nor query made known. */
  long rejectedCallsOfUnknownUsers() {
    return of("").callsRejected();
  }

  /** Returns how often Keycloak refused to log a user in, by its reason. */
  Map<String, Long> refusedLogins() {
    return refusals("LOGIN_ERROR", "error");
  }

  /** Returns how often Keycloak refused a refresh, by its reason. */
  Map<String, Long> refusedRefreshes() {
    return refusals("REFRESH_TOKEN_ERROR", "reason");
  }

  private Map<String, Long> refusals(String type, String field) {
    return run.stream()
        .filter(exchange -> exchange.is(type))
        .collect(groupingBy(exchange -> exchange.event().field(field), TreeMap::new, counting()));
  }

  /**
   * Returns how often a refresh token was presented that had been spent before.
   *
   * <p>Counts by token number too: within one second Keycloak takes an older token without error.
   */
  long refreshTokenReuses() {
    Map<String, KeycloakExchange> spent = new HashMap<>();
    all.stream()
        .filter(exchange -> exchange.is("REFRESH_TOKEN"))
        .forEach(exchange -> spent.putIfAbsent(exchange.refreshToken(), exchange));
    return run.stream()
        .filter(KeycloakExchange::isRefresh)
        .filter(exchange -> exchange.isRefusedReuse() || isSecondUse(exchange, spent))
        .count();
  }

  private static boolean isSecondUse(
      KeycloakExchange exchange, Map<String, KeycloakExchange> spent) {
    KeycloakExchange first = spent.get(exchange.refreshToken());
    return first != null && !first.equals(exchange);
  }

  /** Returns the refreshes that began while another one of the same session was being answered. */
  long concurrentRefreshes() {
    return run.stream()
        .filter(exchange -> exchange.isRefresh() && !exchange.event().session().isEmpty())
        .collect(groupingBy(exchange -> exchange.event().session()))
        .values()
        .stream()
        .mapToLong(KeycloakEvents::overlaps)
        .sum();
  }

  private static long overlaps(List<KeycloakExchange> refreshes) {
    long overlaps = 0;
    Instant busyUntil = Instant.MIN;
    for (KeycloakExchange refresh : byBegin(refreshes)) {
      overlaps += refresh.began().isBefore(busyUntil) ? 1 : 0;
      busyUntil = refresh.ended().isAfter(busyUntil) ? refresh.ended() : busyUntil;
    }
    return overlaps;
  }

  private static List<KeycloakExchange> byBegin(List<KeycloakExchange> refreshes) {
    return refreshes.stream().sorted(Comparator.comparing(KeycloakExchange::began)).toList();
  }
}
