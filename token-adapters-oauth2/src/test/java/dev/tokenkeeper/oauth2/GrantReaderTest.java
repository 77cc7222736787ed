package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever else is odd about an answer, its tokens are not lost over it. */
class GrantReaderTest {
  private static final Lifetimes LIFETIMES =
      new Lifetimes(Duration.ofMinutes(5), null, null, Duration.ofMinutes(1));

  @Test
  void read_keycloakAnswer_readsAllOfIt() {
    TokenGrant grant =
        read(
            "'access_token':'eyJ.at','expires_in':300,'refresh_expires_in':1800,"
                + "'refresh_token':'eyJ.rt','token_type':'Bearer','not-before-policy':0,"
                + "'session_state':'1b7e6c0e','scope':'bsn.api.main bsn.api.self'");
    assertThat(grant)
        .isEqualTo(
            new TokenGrant(
                Secret.of("eyJ.at"),
                "Bearer",
                Duration.ofMinutes(5),
                Secret.of("eyJ.rt"),
                Duration.ofMinutes(30),
                "bsn.api.main bsn.api.self",
                "1b7e6c0e",
                null,
                Map.of()));
  }

  @Test
  void read_ringCentralAnswer_readsAllOfIt() {
    TokenGrant grant =
        read(
            "'access_token':'U0','token_type':'bearer','expires_in':3599,'refresh_token':'U1',"
                + "'refresh_token_expires_in':604799,'session_id':'s-1',"
                + "'session_expires_in':86400,'owner_id':'4711'");
    assertThat(grant.tokenType()).isEqualTo("bearer");
    assertThat(grant.refreshExpiresIn()).isEqualTo(Duration.ofSeconds(604799));
    assertThat(grant.sessionId()).isEqualTo("s-1");
    assertThat(grant.sessionExpiresIn()).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "none",
      value = {
        "300 | PT5M",
        "'300' | PT5M",
        "' 300 ' | PT5M",
        "299.9 | PT4M59S",
        "'3e2' | PT5M",
        "0 | PT0S",
        "-5 | PT-5S",
        "null | none",
        "'' | none",
        "'soon' | none",
        "true | none",
        "{} | none",
        "[300] | none",
        "'NaN' | none",
      })
  void read_expiresIn_asSaid(String said, @Nullable Duration expected) {
    assertThat(read("'access_token':'a','expires_in':" + said).expiresIn()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000000000000000000",
        "1e18",
        "1e400",
        "'1e999999999'",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999999999999999999999999999",
        "'Infinity'"
      })
  void read_absurdExpiresIn_isCutAndOverflowsNothing(String said) {
    TokenGrant grant = read("'access_token':'a','expires_in':" + said);
    Instant now = Instant.parse("2026-11-21T00:00:00Z");

    assertThat(grant.expiresIn()).isEqualTo(Lifetimes.LONGEST);
    assertThat(LIFETIMES.ofAccessToken(grant, now, null).endsAt())
        .isEqualTo(now.plus(Lifetimes.LONGEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "-1e18", "-9223372036854775809", "0.3", "'-Infinity'"})
  void read_deadOnArrival_overflowsNothing(String said) {
    TokenGrant grant = read("'access_token':'a','expires_in':" + said);
    Instant now = Instant.parse("2026-11-21T00:00:00Z");

    assertThat(LIFETIMES.ofAccessToken(grant, now, null).endsAt())
        .isEqualTo(now.plus(Lifetimes.SHORTEST));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "none",
      value = {
        "'a b' | a b",
        "['Full','Self'] | Full Self",
        "[] | \"\"",
        "'' | \"\"",
        "null | none",
        "7 | none"
      })
  void read_scope_isSpaceSeparated(String said, @Nullable String expected) {
    assertThat(read("'access_token':'a','scope':" + said).scope()).isEqualTo(expected);
  }

  @Test
  void read_otherSeparator_isSpaceSeparated() {
    var commas = Dialect.STANDARD.withScope("a b").withScopeSeparator(",");

    assertThat(read(commas, "'access_token':'x','scope':'a,b'").scope()).isEqualTo("a b");
    assertThat(commas.scopeOnTheWire()).isEqualTo("a,b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'refresh_token':null", ",'refresh_token':''"})
  void read_noRefreshToken_isNull(String more) {
    assertThat(read("'access_token':'a'" + more).refreshToken()).isNull();
  }

  @Test
  void read_refreshTokenAsNumber_isNotLost() {
    assertThat(read("'access_token':'a','refresh_token':4711").refreshToken())
        .isEqualTo(Secret.of("4711"));
  }

  @ParameterizedTest
  @CsvSource({"session_state,s", "session_id,s", "sid,s"})
  void read_sessionId_underAnyName(String field, String id) {
    assertThat(read("'access_token':'a','%s':'%s'".formatted(field, id)).sessionId()).isEqualTo(id);
  }

  @Test
  void read_missingType_isBearer() {
    assertThat(read("'access_token':'a'").tokenType()).isEqualTo("Bearer");
  }

  @Test
  void read_keptFields_becomeAttributes() {
    var keeping = Dialect.STANDARD.withKeptFields(Set.of("owner_id", "count", "missing", "list"));
    String answer = "'access_token':'a','owner_id':'o','count':2,'list':[1],'other':'x'";

    assertThat(read(keeping, answer).attributes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("owner_id", "o", "count", "2"));
    assertThat(read(answer).attributes()).isEmpty();
  }

  private static TokenGrant read(String fields) {
    return read(Dialect.STANDARD, fields);
  }

  private static TokenGrant read(Dialect dialect, String fields) {
    String json = "{" + fields.replace('\'', '"') + "}";
    TokenGrant grant = new GrantReader(dialect).read(Json.object(json.getBytes(UTF_8)), null);
    assertThat(grant).isNotNull();
    return Objects.requireNonNull(grant);
  }
}
