package dev.tokenkeeper.server.longrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.testkit.MovableClock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three hundred authorizations of the three providers for ninety days: whoever has signed in once
 * never signs in again.
 */
@Tag("whole")
class NinetyDaysTest {
  private static final int DAYS = 90;

  @Test
  void ninetyDays_idlenessOutagesAndRestarts_nobodySignsInTwice() throws Exception {
    var clock = new MovableClock();
    List<String> users = users(100);
    List<Provider> providers =
        List.of(
            Providers.astra(clock, users),
            Providers.bsn(clock, users),
            Providers.ringCentral(clock, users));
    try (var life = new Life(clock, 20_261_122, providers)) {
      lived(life, users);

      providers.forEach(provider -> report(provider, users));
      System.out.printf(
          "%d days: %d calls, %d without a token (the provider was away), %d refused; %d outages,"
              + " %d restarts%n",
          DAYS, life.calls, life.unserved, life.refused, life.outages, life.restarts);
      assertThat(life.endings).as("authorizations that were ended").isEmpty();
      assertThat(life.signIns).hasSize(users.size() * providers.size());
      assertThat(life.signIns.values()).as("sign-ins of each").containsOnly(1);
      assertThat(life.refused).as("calls that an API refused").isZero();
      for (Provider provider : providers) {
        assertThat(users).as(provider.id()).allMatch(provider::sawOneConsent);
        assertThat(users).as(provider.id()).allMatch(user -> life.works(provider, user));
      }
    }
  }

  /** What the other way of renewing would cost, with fewer users. */
  @Test
  void ninetyDays_theOtherWayOfRenewing_keepsEverybodySignedInToo() throws Exception {
    var clock = new MovableClock();
    List<String> users = users(3);
    List<Provider> providers =
        List.of(
            renewing(Providers.astra(clock, users), Renewal.When.AHEAD),
            renewing(Providers.ringCentral(clock, users), Renewal.When.WHEN_USED));
    try (var life = new Life(clock, 42, providers)) {
      lived(life, users);

      providers.forEach(provider -> report(provider, users));
      assertThat(life.endings).isEmpty();
      assertThat(life.signIns).hasSize(users.size() * providers.size());
      assertThat(life.signIns.values()).containsOnly(1);
    }
  }

  private static void lived(Life life, List<String> users) {
    life.settle(users);
    life.live(DAYS);
  }

  private static void report(Provider provider, List<String> users) {
    long refreshes = users.stream().mapToLong(provider.truth()::refreshesGranted).sum();
    long logins = users.stream().mapToLong(provider.truth()::logins).sum();
    double userDays = (double) users.size() * DAYS;
    System.out.printf(
        "%-12s %-9s %3d users: %.2f refreshes and %.2f logins per user and day, %d requests%n",
        provider.id(),
        provider.adapter().profile().renewal().when(),
        users.size(),
        refreshes / userDays,
        logins / userDays,
        provider.requests().getAsLong());
  }

  private static Provider renewing(Provider provider, Renewal.When when) {
    OAuthProvider adapter = provider.adapter();
    ProviderProfile profile = adapter.profile();
    Renewal renewal = profile.renewal();
    var other =
        new ProviderProfile(
            profile.rotation(),
            new Renewal(
                when, renewal.at(), renewal.keepAlive(), renewal.idleMayLapse(), renewal.jitter()),
            profile.lifetimes(),
            profile.timing(),
            profile.deadToken(),
            profile.revocation());
    return new Provider(
        OAuthProvider.builder(adapter.id(), other, adapter.endpoint())
            .authorization(adapter.authorization())
            .owner(adapter.owner())
            .origins(adapter.origins())
            .build(),
        provider.truth(),
        provider.faults(),
        provider.requests(),
        provider.api(),
        provider.browser(),
        provider.simulator());
  }

  private static List<String> users(int count) {
    return IntStream.range(0, count).mapToObj("user-%03d"::formatted).toList();
  }
}
