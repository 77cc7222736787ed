package dev.tokenkeeper.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.Secret;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is told with its line, what is wrong and what to do, and all of them at once. */
class ConfiguredMistakesTest {
  private static final ClientSecrets SECRETS = ClientSecrets.of(Secret.of("canary-secret"));
  private static final int LAST = (int) ConfiguredProviderTest.USUAL.lines().count();

  /** Lines after the usual file, and the one problem that they are. */
  static Stream<Arguments> additions() {
    return Stream.of(
        Arguments.of("scope: a", 1, "scope: is not known. Did you mean 'scopes'?"),
        Arguments.of(
            "redirect_uri: a", 1, "redirect_uri: is not known. Did you mean 'redirectUri'?"),
        Arguments.of("zzzzzzzzzzzz: a", 1, "zzzzzzzzzzzz: is not known. Known are [allow"),
        Arguments.of("http:\n  conectTimeout: 1s", 2, "http.conectTimeout: is not known. Did you"),
        Arguments.of("http: 3s", 1, "http: is not a group of settings. Indent them"),
        Arguments.of("storedLogins: [a]", 1, "storedLogins: is not one value."),
        Arguments.of("storedLogins: yes", 1, "storedLogins: is 'yes'. Use true or false."),
        Arguments.of(
            "http:\n  connectTimeout: 3", 2, "http.connectTimeout: is '3'. Use for example"),
        Arguments.of("http:\n  connectTimeout: 0s", 2, "http.connectTimeout: is zero."),
        Arguments.of(
            "http:\n  connectTimeout: 11s", 2, "http.connectTimeout: is PT11S. Use PT0.001S"),
        Arguments.of("http:\n  maxBodyBytes: 1", 2, "http.maxBodyBytes: is 1. Use 1024 to"),
        Arguments.of("http:\n  maxBodyBytes: many", 2, "http.maxBodyBytes: is 'many'. Use a whole"),
        Arguments.of("http:\n  exchangeTimeout: 40s", 0, "timing.attempt: is PT30S, but a send"),
        Arguments.of("timing:\n  attempt: 5s", 2, "timing.attempt: is PT5S, but a send budget"),
        Arguments.of("renewal:\n  at: 2", 2, "renewal.at: is 2.0. Use 0.01 to 0.99."),
        Arguments.of(
            "renewal:\n  when: always",
            2,
            "renewal.when: is 'always'. Use one of ahead, when_used."),
        Arguments.of(
            "renewal:\n  keepAlive: 9d\nlifetimes:\n  refreshToken: 9d",
            2,
            "renewal.keepAlive: is PT216H, which is not before"),
        Arguments.of("deadToken:\n  always: [200]", 2, "deadToken.always: has what is no status"),
        Arguments.of("resilience:\n  window: 0", 2, "resilience.window: is 0. Use 1 to 10000."),
        Arguments.of("resilience:\n  retryAfter: 2h", 2, "resilience.retryAfter: is PT2H."),
        Arguments.of("token:\n  parameters:\n    code: a", 2, "token.parameters: sets 'code'."),
        Arguments.of(
            "token:\n  refreshParameters:\n    assertion: a",
            2,
            "token.refreshParameters: sets 'assertion'."),
        Arguments.of("errors:\n  E1: dead", 1, "errors: takes 'E1' for 'dead'. Use one of"),
        Arguments.of(
            "answer:\n  keep: [user.access_token]",
            2,
            "answer.keep: names 'user.access_token'. Leave"),
        Arguments.of("answer:\n  owner: id", 2, "answer.owner: names a field that is not kept."),
        Arguments.of(
            "answer:\n  unit: hours",
            2,
            "answer.unit: is 'hours'. Use one of seconds, milliseconds."),
        Arguments.of("identity:\n  field: a", 1, "identity.uri: is missing."),
        Arguments.of(
            "identity:\n  uri: http://a.example",
            2,
            "identity.uri: would send secrets unencrypted."),
        Arguments.of(
            "issuer: https://u:canary@a.example", 1, "issuer: holds a user name or password."),
        Arguments.of("issuer: https://a.example?b", 1, "issuer: has a query."),
        Arguments.of("issuer: 'https://canary canary'", 1, "issuer: is no address."),
        Arguments.of(
            "allowedHosts: ['https://a.example']", 1, "allowedHosts: has what is no host."),
        Arguments.of("profile: gihub", 1, "profile: is 'gihub'. Use one of [atlassian"),
        Arguments.of("revocation: token", 1, "revocation: is TOKEN, but there is no endpoint"),
        Arguments.of("scopeSeparator: ''", 1, "scopeSeparator: is empty."));
  }

  @ParameterizedTest
  @MethodSource("additions")
  void of_oneMistake_isToldWithItsLineAndARemedy(String added, int line, String problem) {
    // Line 0: what is wrong is a default, so it is told of the file's beginning.
    String place = "acme.yaml:" + (line == 0 ? 1 : LAST + line) + ' ';

    assertThat(problems(ConfiguredProviderTest.USUAL + added))
        .singleElement()
        .asString()
        .startsWith(place + problem)
        .doesNotContain("canary");
  }

  /** A line of the usual file, what stands there instead, and the one problem that it is. */
  static Stream<Arguments> replacements() {
    return Stream.of(
        Arguments.of("id: acme", "id: a b", 1, "id: is not fit to be a key."),
        Arguments.of("id: acme", "id: ''", 1, "id: is blank."),
        Arguments.of("id: acme\n", "", 1, "id: is missing."),
        Arguments.of("  token: https://auth.acme.example/token\n", "", 1, "issuer: is missing."),
        Arguments.of(
            "https://auth.acme.example/token",
            "http://auth.acme.example",
            4,
            "endpoints.token: would send secrets unencrypted."),
        Arguments.of(
            "https://auth.acme.example/token",
            "https://10.0.0.1/token",
            4,
            "endpoints.token: is on 10.0.0.1, which has the private"),
        Arguments.of(
            "https://auth.acme.example/token",
            "https://169.254.169.254/",
            4,
            "endpoints.token: is on 169.254.169.254, which has"),
        Arguments.of(
            "https://auth.acme.example/token",
            "https://[::ffff:192.168.0.1]/",
            4,
            "endpoints.token: is on [::ffff:192.168.0.1], which"),
        Arguments.of("  id: 0a1b2c", "  authentication: body", 5, "client.id: is missing."),
        Arguments.of("id: 0a1b2c", "id: a:b", 6, "client.id: has a ':', where HTTP Basic ends it."),
        Arguments.of(
            "id: 0a1b2c",
            "id: a\n  authentication: none",
            5,
            "client.secret: is set but would not be sent."),
        Arguments.of(
            "id: 0a1b2c",
            "id: a\n  secret: canary",
            7,
            "client.secret: is not the name of a place."),
        Arguments.of(
            "id: 0a1b2c",
            "id: a\n  secret: env:PATH",
            7,
            "client.secret: is named here and given apart."),
        Arguments.of(
            "id: 0a1b2c",
            "id: a\n  nextSecret: env:PATH",
            7,
            "client.nextSecret: is named without a current"),
        Arguments.of(
            "id: 0a1b2c", "id: a\n  secretEnds: soon", 7, "client.secretEnds: is no date."),
        Arguments.of(
            "id: 0a1b2c",
            "id: a\n  algorithm: RS256",
            7,
            "client.algorithm: belongs to private_key_jwt."),
        Arguments.of(
            "id: 0a1b2c",
            "id: a\n  authentication: private_key_jwt",
            5,
            "client.secret: is no private key of RSA or EC."),
        Arguments.of(
            "id: 0a1b2c",
            "id: a\n  authentication: private_key_jwt\n  algorithm: EdDSA",
            8,
            "client.algorithm: is 'EdDSA'."),
        Arguments.of("[read, write]", "[read, ' ']", 8, "scopes: has a blank item"),
        Arguments.of("[read, write]", "'  '", 8, "scopes: has a blank item"),
        Arguments.of("[read, write]", "read write", 8, "scopes: has a space within a scope."),
        Arguments.of(
            "redirectUri: https://app.example.com/callback/acme",
            "authorize: {pkce: false}",
            1,
            "redirectUri: is missing, though 'authorize' is there."),
        Arguments.of("rule: one_time", "penalty: family", 9, "rotation.rule: is missing."),
        Arguments.of(
            "rule: one_time",
            "rule: sometimes",
            10,
            "rotation.rule: is 'sometimes'. Use one of reusable"),
        Arguments.of(
            "rule: one_time",
            "rule: reusable\n  replayWindow: 30s",
            11,
            "rotation.replayWindow: is set without grace."),
        Arguments.of(
            "rule: one_time",
            "rule: reusable\n  penalty: family",
            11,
            "rotation.penalty: is set where no refresh token"),
        Arguments.of(
            "rule: one_time", "rule: one_time_with_grace", 9, "rotation.replayWindow: is missing."),
        Arguments.of(
            "rule: one_time",
            "rule: one_time_with_grace\n  replayWindow: 31s",
            11,
            "rotation.replayWindow: is PT31S, but an attempt"),
        Arguments.of(
            "[https://api.acme.example]",
            "[https://api.acme.example/v1]",
            11,
            "origins: has more than a server."),
        Arguments.of(
            "[https://api.acme.example]",
            "['http://api.acme.example']",
            11,
            "origins: would send secrets unencrypted."));
  }

  @ParameterizedTest
  @MethodSource("replacements")
  void of_oneMistakeInALine_isToldWithIt(String was, String is, int line, String problem) {
    String yaml = ConfiguredProviderTest.USUAL.replace(was, is);

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .startsWith("acme.yaml:" + line + ' ' + problem)
        .doesNotContain("canary");
  }

  @Test
  void of_manyMistakes_areToldAtOnce() {
    String yaml =
        """
        id: a b
        isuer: https://auth.acme.example
        client:
          secret: canary-in-the-file
          authentification: body
        redirectUri: http://app.example.com/callback
        scopes: " "
        rotation: {rule: one_time, replayWindow: 30s}
        lifetimes:
          accessToken: 1 hour
        """;

    assertThat(problems(yaml))
        .extracting(Problem::property)
        .containsExactlyInAnyOrder(
            "acme.yaml:1 id",
            "acme.yaml:2 isuer",
            "acme.yaml:1 issuer",
            "acme.yaml:3 client.id",
            "acme.yaml:4 client.secret",
            "acme.yaml:5 client.authentification",
            "acme.yaml:6 redirectUri",
            "acme.yaml:7 scopes",
            "acme.yaml:8 rotation.replayWindow",
            "acme.yaml:10 lifetimes.accessToken");
    assertThat(problems(yaml)).allSatisfy(p -> assertThat(p.remedy()).isNotBlank());
    assertThat(problems(yaml).toString()).doesNotContain("canary");
  }

  /** What is no settings at all ends the reading. */
  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("id: a\nid: b\n", "acme.yaml:2 id: is there twice, first at acme.yaml:1."),
        Arguments.of("id: a\n b: [canary\n", "acme.yaml:2: is not YAML."),
        Arguments.of("id: a\n\tb: canary\n", "acme.yaml:2: is not YAML."),
        Arguments.of("- id\n", "acme.yaml:1: is not one map of settings."),
        Arguments.of("canary", "acme.yaml:1: is not one map of settings."),
        Arguments.of("", "acme.yaml:1: is not one map of settings."),
        Arguments.of("id: a\n---\nid: b\n", "acme.yaml:1: is not one map of settings."),
        Arguments.of("id: &x a\nb: *x\n", "acme.yaml:2: uses an alias."),
        Arguments.of("a: ".repeat(30), "acme.yaml:1: is not YAML."),
        Arguments.of("a: " + "[".repeat(30), "acme.yaml: is not YAML."),
        Arguments.of("a: " + "x".repeat(70_000), "acme.yaml: is longer than 65536 characters."));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void of_noSettings_isToldWithoutQuotingIt(String yaml, String problem) {
    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .startsWith(problem)
        .doesNotContain("canary");
  }

  private static List<Problem> problems(String yaml) {
    return catchThrowableOfType(
            ConfigurationException.class, () -> ConfiguredProvider.of("acme.yaml", yaml, SECRETS))
        .problems();
  }
}
