package dev.tokenkeeper.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a mishap costs a user, by what the provider does to refresh tokens: what is known at once,
 * after how long the token is presented again and what comes of it, and what is left of that.
 */
@Timeout(60)
class MishapsTest {
  private static final Rotation ONE_TIME =
      Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID);
  private static final Rotation GRACE =
      new Rotation(
          RotationRule.ONE_TIME_WITH_GRACE,
          Duration.ofMinutes(5),
          ReusePenalty.FAMILY,
          OldAccessToken.STAYS_VALID);
  private static final Rotation REUSABLE = Rotation.reusable(OldAccessToken.STAYS_VALID);
  private static final Rotation REUSABLE_DYING = Rotation.reusable(OldAccessToken.DIES_AT_REFRESH);

  private static final Set<Mishap> SEEN = new TreeSet<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          what happens | one-time | with grace | reusable | old access token dies
          NO_CONNECTION        | kept, 1 s, renewed           | kept, 1 s, renewed     | kept, 1 s, renewed     | kept, 1 s, renewed
          REQUEST_LOST         | doubt, 60 s, renewed         | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          ANSWER_LOST          | doubt, 60 s, lost            | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          RESET                | doubt, 60 s, lost            | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          NO_ANSWER            | doubt, 60 s, renewed         | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          NO_ANSWER_BUT_DONE   | doubt, 60 s, lost            | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          DONE_1_S_LATER       | doubt, 60 s, lost            | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          DONE_59_S_LATER      | doubt, 60 s, lost            | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          DONE_2_MIN_LATER     | doubt, 60 s, renewed, lost   | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          STATUS_500           | doubt, 60 s, renewed         | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          STATUS_500_BUT_DONE  | doubt, 60 s, lost            | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          STATUS_503           | doubt, 60 s, renewed         | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          STATUS_429           | kept, 1 s, renewed           | kept, 1 s, renewed     | kept, 1 s, renewed     | kept, 1 s, renewed
          STATUS_429_FOR_7_S   | kept, 7 s, renewed           | kept, 7 s, renewed     | kept, 7 s, renewed     | kept, 7 s, renewed
          STATUS_429_FOR_YEARS | kept, 3600 s, renewed        | kept, 3600 s, renewed  | kept, 3600 s, renewed  | kept, 3600 s, renewed
          INVALID_GRANT        | kept, 1 s, renewed           | kept, 1 s, renewed     | kept, 1 s, renewed     | kept, 1 s, renewed
          INVALID_GRANT_WITH_200 | kept, 1 s, renewed           | kept, 1 s, renewed     | kept, 1 s, renewed     | kept, 1 s, renewed
          INVALID_CLIENT       | kept, 30 s, renewed          | kept, 30 s, renewed    | kept, 30 s, renewed    | kept, 30 s, renewed
          UNAUTHORIZED_CLIENT  | kept, 30 s, renewed          | kept, 30 s, renewed    | kept, 30 s, renewed    | kept, 30 s, renewed
          UNKNOWN_ERROR        | doubt, 60 s, renewed         | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          REDIRECT             | doubt, 60 s, renewed         | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          LOGIN_PAGE           | doubt, 60 s, renewed         | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          LOGIN_PAGE_BUT_DONE  | doubt, 60 s, lost            | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          FORM                 | renewed, 210 s, renewed      | renewed, 210 s, renewed | renewed, 210 s, renewed | renewed, 210 s, renewed
          CUT_JSON             | doubt, 60 s, lost            | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          JSON_AND_GARBAGE     | renewed, 210 s, renewed      | renewed, 210 s, renewed | renewed, 210 s, renewed | renewed, 210 s, renewed
          TWO_REFRESH_TOKENS   | doubt, 60 s, lost            | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          MORE_THAN_WE_READ    | doubt, 60 s, lost            | doubt, 1 s, renewed    | doubt, 1 s, renewed    | doubt, 60 s, renewed
          NO_LIFE              | renewed, 210 s, renewed      | renewed, 210 s, renewed | renewed, 210 s, renewed | renewed, 210 s, renewed
          LIFE_OF_0            | renewed, 1 s, renewed        | renewed, 1 s, renewed  | renewed, 1 s, renewed  | renewed, 1 s, renewed
          LIFE_OF_AGES         | renewed, not again           | renewed, not again     | renewed, not again     | renewed, not again
          NO_REFRESH_TOKEN     | renewed, 210 s, renewed      | renewed, 210 s, renewed | renewed, 210 s, renewed | renewed, 210 s, renewed
          NULL_REFRESH_TOKEN   | renewed, 210 s, renewed      | renewed, 210 s, renewed | renewed, 210 s, renewed | renewed, 210 s, renewed
          SAME_REFRESH_TOKEN   | renewed, 210 s, renewed      | renewed, 210 s, renewed | renewed, 210 s, renewed | renewed, 210 s, renewed
          WIDER_SCOPE          | renewed, 210 s, renewed      | renewed, 210 s, renewed | renewed, 210 s, renewed | renewed, 210 s, renewed
          TYPE_MAC             | renewed, 210 s, renewed      | renewed, 210 s, renewed | renewed, 210 s, renewed | renewed, 210 s, renewed
          """)
  void renew_mishap_endsAsTheRuleOfRotationLetsIt(
      Mishap mishap, String oneTime, String grace, String reusable, String dying) throws Exception {
    SEEN.add(mishap);
    assertThat(story(mishap, ONE_TIME)).isEqualTo(oneTime);
    assertThat(story(mishap, GRACE)).isEqualTo(grace);
    assertThat(story(mishap, REUSABLE)).isEqualTo(reusable);
    assertThat(story(mishap, REUSABLE_DYING)).isEqualTo(dying);
  }

  @AfterAll
  static void noneIsForgotten() {
    assertThat(SEEN).containsExactlyInAnyOrder(Mishap.values());
  }

  private static String story(Mishap mishap, Rotation rotation) throws Exception {
    try (var world = new MishapWorld(mishap, rotation)) {
      String story = world.story();
      assertThat(world.hasEndedForNothing())
          .as("%s at %s asks a user to log in whose tokens live", mishap, rotation)
          .isFalse();
      assertThat(world.requestsPerAttempt()).as("requests for an attempt").isEqualTo(1);
      return story;
    }
  }
}
