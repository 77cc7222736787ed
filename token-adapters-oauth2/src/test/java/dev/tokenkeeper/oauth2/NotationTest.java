package dev.tokenkeeper.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.oauth2.Notation.Field;
import dev.tokenkeeper.port.Outcome;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers that are written otherwise than RFC 6749 has them. */
class NotationTest {
  private static final String DATE = "Date: Sun, 22 Nov 2026 12:00:00 GMT";
  private static final Notation SLACK =
      notation(
          Map.of(
              Field.ACCESS_TOKEN, "authed_user.access_token",
              Field.REFRESH_TOKEN, "/authed_user/refresh_token"),
          ChronoUnit.SECONDS);

  @Test
  void answer_tokensElsewhere_areReadThere() throws Exception {
    TokenGrant grant =
        granted(
            SLACK,
            """
            {"access_token":"bot","refresh_token":"bot-r","expires_in":9,\
            "authed_user":{"access_token":"user","refresh_token":"user-r"}}""");

    assertThat(grant.accessToken()).isEqualTo(Secret.of("user"));
    assertThat(grant.refreshToken()).isEqualTo(Secret.of("user-r"));
    assertThat(grant.expiresIn()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void answer_secondTokenNotThere_isNotTakenFromElsewhere() throws Exception {
    TokenGrant grant =
        granted(SLACK, "{\"refresh_token\":\"bot-r\",\"authed_user\":{\"access_token\":\"u\"}}");

    assertThat(grant.accessToken()).isEqualTo(Secret.of("u"));
    assertThat(grant.refreshToken()).isNull();
  }

  @Test
  void answer_tokensNotElsewhere_areReadInTheUsualPlace() throws Exception {
    TokenGrant grant = granted(SLACK, "{\"access_token\":\"a\",\"refresh_token\":\"r\"}");

    assertThat(grant.accessToken()).isEqualTo(Secret.of("a"));
    assertThat(grant.refreshToken()).isEqualTo(Secret.of("r"));
  }

  @ParameterizedTest
  @CsvSource({
    "SECONDS,'\"expires_in\":300',300",
    "MILLIS,'\"expires_in\":300000',300",
    "SECONDS,'\"expires_at\":1795349100',300",
    "MILLIS,'\"expires_at\":\"1795349100000\"',300",
    "SECONDS,'\"expires_at\":\"2026-11-22T13:05:00+01:00\"',300",
    "SECONDS,'\"expires_at\":\"2026-11-22T11:59:59Z\"',-1",
    "SECONDS,'\"expires_in\":5,\"expires_at\":1795349100',5",
    "SECONDS,'\"expires_at\":\"soon\"',",
    "SECONDS,'\"expires_at\":\"NaN\"',",
    "SECONDS,'\"expires_at\":1e300',316224000",
    "SECONDS,'\"expires_at\":null',"
  })
  void answer_times_areReadInTheirUnit(ChronoUnit unit, String field, @Nullable Long seconds)
      throws Exception {
    TokenGrant grant = granted(notation(Map.of(), unit), "{\"access_token\":\"a\"," + field + "}");

    assertThat(grant.expiresIn()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @Test
  void answer_endsWithoutADate_areNotBelieved() throws Exception {
    try (var server =
        RawServer.answering(200, "{\"access_token\":\"a\",\"expires_at\":1795349100}")) {
      var outcome =
          (Outcome.Granted)
              Endpoints.send(Endpoints.settings(server.uri("/token")), Endpoints.REFRESH);
      assertThat(outcome.grant().expiresIn()).isNull();
    }
  }

  @Test
  void answer_refreshTokensEnd_isReadWhereItIsNamed() throws Exception {
    var notation = notation(Map.of(Field.REFRESH_EXPIRES_AT, "r_end"), ChronoUnit.SECONDS);

    assertThat(
            granted(notation, "{\"access_token\":\"a\",\"r_end\":1795349100}").refreshExpiresIn())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void answer_keptPlaces_becomeAttributes() throws Exception {
    var dialect = Dialect.STANDARD.withKeptFields(Set.of("team.id", "a.b", "none"));

    assertThat(
            granted(dialect, "{\"access_token\":\"a\",\"team\":{\"id\":\"T1\"},\"a.b\":\"c\"}")
                .attributes())
        .isEqualTo(Map.of("team.id", "T1", "a.b", "c"));
  }

  @Test
  void answer_asAForm_isRead() throws Exception {
    String form =
        "access_token=a%2B1&expires_in=28800&refresh_token=r&scope=x%20y&token_type=bearer";
    try (var server =
        RawServer.answering(
            200, form, "Content-Type: application/x-www-form-urlencoded; charset=utf-8")) {
      var outcome =
          (Outcome.Granted)
              Endpoints.send(Endpoints.settings(server.uri("/token")), Endpoints.REFRESH);

      assertThat(outcome.grant().accessToken()).isEqualTo(Secret.of("a+1"));
      assertThat(outcome.grant().expiresIn()).isEqualTo(Duration.ofHours(8));
      assertThat(outcome.grant().scope()).isEqualTo("x y");
    }
  }

  @Test
  void answer_asAFormWithAnError_isThatError() throws Exception {
    String form = "error=bad_refresh_token&error_description=It+is+incorrect";
    var dialect = Dialect.STANDARD.withErrorAliases(Map.of("bad_refresh_token", "invalid_grant"));
    try (var server =
        RawServer.answering(200, form, "Content-Type: application/x-www-form-urlencoded")) {
      assertThat(
              Endpoints.send(
                  Endpoints.settings(server.uri("/token")).withDialect(dialect), Endpoints.REFRESH))
          .isEqualTo(new Outcome.GrantRefused("bad_refresh_token: It is incorrect"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token=a&access_token=b",
        "=a",
        "",
        "<html>",
        "access_token=",
        "&",
        "a%zz=b"
      })
  void answer_asAFormThatIsNone_isUnknown(String form) throws Exception {
    try (var server =
        RawServer.answering(200, form, "Content-Type: application/x-www-form-urlencoded")) {
      assertThat(Endpoints.send(Endpoints.settings(server.uri("/token")), Endpoints.REFRESH))
          .isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void request_asJson_hasTheSameNamesAndValues() throws Exception {
    var json = new Notation(Notation.Requests.JSON, Map.of(), ChronoUnit.SECONDS);
    try (var server = RawServer.answering(200, Endpoints.GRANT)) {
      var settings =
          Endpoints.settings(server.uri("/token"))
              .withDialect(Dialect.STANDARD.withNotation(json))
              .withClient(new ClientSettings("id", Secret.of("s\"1"), ClientAuthentication.BODY));
      Endpoints.send(settings, Endpoints.REFRESH);

      RawServer.Request request = server.requests().get(0);
      assertThat(request.head()).startsWith("POST /token ").contains("application/json");
      assertThat(request.body())
          .isEqualTo(
              "{\"client_id\":\"id\",\"client_secret\":\"s\\\"1\","
                  + "\"grant_type\":\"refresh_token\",\"refresh_token\":\"rt-0\"}");
    }
  }

  private static Notation notation(Map<Field, String> fields, ChronoUnit unit) {
    return new Notation(Notation.Requests.FORM, fields, unit);
  }

  private static TokenGrant granted(Notation notation, String json) throws Exception {
    return granted(Dialect.STANDARD.withNotation(notation), json);
  }

  private static TokenGrant granted(Dialect dialect, String json) throws Exception {
    try (var server = RawServer.answering(200, json, DATE)) {
      var settings = Endpoints.settings(server.uri("/token")).withDialect(dialect);
      return ((Outcome.Granted) Endpoints.send(settings, Endpoints.REFRESH)).grant();
    }
  }
}
