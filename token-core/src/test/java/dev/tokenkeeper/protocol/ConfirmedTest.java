package dev.tokenkeeper.protocol;

import static dev.tokenkeeper.protocol.Rows.ASTRA;
import static dev.tokenkeeper.protocol.Rows.GRACE;
import static dev.tokenkeeper.protocol.Rows.STRICT;
import static dev.tokenkeeper.protocol.Rows.T0;
import static dev.tokenkeeper.protocol.Rows.active;
import static dev.tokenkeeper.protocol.Rows.claimed;
import static dev.tokenkeeper.protocol.Rows.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Spare.Purpose;
import dev.tokenkeeper.domain.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Who comes back from a provider may be somebody else: nothing is given up before that is known.
 */
class ConfirmedTest {
  private static final Instant LATER = T0.plusSeconds(240);

  @Test
  void confirmed_firstGrant_keepsTheOwnerAndTheFacts() {
    Authorization row = confirmed(back(absent(), "j1"), "ada", GRACE);

    assertThat(row.resourceOwner()).isEqualTo("ada");
    assertThat(row.attributes()).containsEntry("endpoint_id", "e-1");
    assertThat(row.prepared()).isFalse();
    assertThat(row.spares()).isEmpty();
  }

  @Test
  void reauthorized_ownerKnown_keepsTheOldGrantUntilItIsConfirmed() {
    Authorization known = known(GRACE);
    Authorization row = back(known, "j2");

    assertThat(row.epoch()).isEqualTo(known.epoch() + 1);
    assertThat(row.spares())
        .singleElement()
        .satisfies(
            spare -> {
              assertThat(spare.purpose()).isEqualTo(Purpose.DISPLACED);
              assertThat(spare.grant()).isSameAs(known.grant());
            });
    assertThat(row.resourceOwner()).isEqualTo("ada");
    // Nobody has to look after it: the journey does, and if it dies, the preparation's deadline.
    assertThat(row.dueAt()).isAfter(LATER);
  }

  @Test
  void confirmed_sameAccount_leavesTheOldTokensToBeRevoked() {
    Authorization row = confirmed(back(known(GRACE), "j2"), "ada", GRACE);

    assertThat(row.spares()).extracting(Spare::purpose).containsExactly(Purpose.REVOKE);
    assertThat(row.epoch()).isEqualTo(2);
  }

  @Test
  void confirmed_providerCannotRevoke_forgetsTheOldTokens() {
    Authorization row = confirmed(back(known(ASTRA), "j2", ASTRA), "ada", notRevocable(ASTRA));

    assertThat(row.spares()).isEmpty();
  }

  @Test
  void confirmed_otherAccount_bringsTheOldGrantBackAndRevokesTheIntruder() {
    Authorization known = known(GRACE);
    Authorization unconfirmed = back(known, "j2");
    Transition step = happening(unconfirmed, "eve").on(unconfirmed, GRACE, LATER);
    Authorization row = step.after();

    assertThat(row.grant()).isSameAs(known.grant());
    assertThat(row.status()).isEqualTo(Status.ACTIVE);
    assertThat(row.prepared()).isTrue();
    assertThat(row.resourceOwner()).isEqualTo("ada");
    assertThat(row.epoch()).isEqualTo(3);
    assertThat(row.doubt()).isNull();
    assertThat(row.spares())
        .singleElement()
        .satisfies(
            spare -> {
              assertThat(spare.purpose()).isEqualTo(Purpose.REVOKE);
              assertThat(spare.grant()).isSameAs(unconfirmed.grant());
            });
    assertThat(step.events()).hasOnlyElementsOfType(LifecycleEvent.OtherAccount.class);
  }

  @Test
  void confirmed_askedAboutAnOlderGrant_changesNothing() {
    Authorization unconfirmed = back(known(GRACE), "j2");
    Authorization again = back(unconfirmed, "j3");

    assertThat(happening(unconfirmed, "eve").on(again, GRACE, LATER).changes()).isFalse();
  }

  @Test
  void reauthorized_twiceBeforeAConfirmation_keepsTheConfirmedGrantAndRevokesTheOther() {
    Authorization known = known(GRACE);
    Authorization first = back(known, "j2");
    Authorization second = back(first, "j3");

    assertThat(second.spares())
        .extracting(Spare::purpose)
        .containsExactly(Purpose.DISPLACED, Purpose.REVOKE);
    assertThat(confirmed(second, "eve", GRACE).grant()).isSameAs(known.grant());
  }

  @Test
  void confirmed_otherAccountWhileARefreshWasUnderWay_comesBackInDoubt() {
    Authorization sent = claimed(known(STRICT), STRICT, "a", LATER);
    Attempt open = sent.attempt();
    Authorization row = confirmed(back(sent, "j2", STRICT), "eve", STRICT);

    assertThat(row.doubt()).isNotNull();
    assertThat(open).isNotNull();
    assertThat(row.doubt().settleAt()).isAfterOrEqualTo(open.settleAt());
    assertThat(new Claim("b", "n").on(row, STRICT, LATER).changes()).isFalse();
  }

  @Test
  void granted_answerToTheDisplacedGrantsRefresh_isKeptAndFoundWhenItComesBack() {
    Authorization sent = claimed(known(STRICT), STRICT, "a", LATER);
    Authorization unconfirmed = back(sent, "j2", STRICT);
    Authorization late = Rows.answer(sent, "a", LATER).on(unconfirmed, STRICT, LATER).after();
    Authorization row = confirmed(late, "eve", STRICT);
    Instant settled = LATER.plusSeconds(600);

    Authorization next = new Claim("b", "n").on(row, STRICT, settled).after();

    assertThat(late.spares()).extracting(Spare::purpose).contains(Purpose.ALTERNATE);
    assertThat(next.grant())
        .isNotNull()
        .extracting(SealedGrant::generation)
        .isEqualTo(sent.generation() + 1);
  }

  @Test
  void revocationRequested_beforeTheConfirmation_revokesBothGrants() {
    Authorization row =
        new RevocationRequested().on(back(known(GRACE), "j2"), GRACE, LATER).after();

    assertThat(row.spares()).extracting(Spare::purpose).containsExactly(Purpose.REVOKE);
    assertThat(row.resourceOwner()).isNull();
  }

  private static Authorization absent() {
    return Authorization.absent(Rows.ADA);
  }

  /** Ada's authorization, confirmed and ready. */
  private static Authorization known(ProviderProfile profile) {
    Authorization row = active(profile);
    return row.confirmed("ada", Map.of(), List.of(), T0);
  }

  private static Authorization back(Authorization row, String journey) {
    return back(row, journey, GRACE);
  }

  private static Authorization back(Authorization row, String journey, ProviderProfile profile) {
    var grant = grant(row.epoch() + 1, 0, LATER);
    return new Reauthorized(journey, row.epoch(), grant, null, Map.of(), true, false)
        .on(row, profile, LATER)
        .after();
  }

  private static Confirmed happening(Authorization row, String owner) {
    return new Confirmed(
        row.epoch(), row.generation(), owner, Map.of("endpoint_id", "e-1"), "spare");
  }

  private static Authorization confirmed(Authorization row, String owner, ProviderProfile profile) {
    return happening(row, owner).on(row, profile, LATER).after();
  }

  private static ProviderProfile notRevocable(ProviderProfile profile) {
    return new ProviderProfile(
        profile.rotation(),
        profile.renewal(),
        profile.lifetimes(),
        profile.timing(),
        profile.deadToken(),
        RevocationReach.NONE);
  }
}
