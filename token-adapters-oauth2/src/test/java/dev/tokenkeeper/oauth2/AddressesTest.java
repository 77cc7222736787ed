package dev.tokenkeeper.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.port.Outcome;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts inside somebody's network are not spoken to. */
class AddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.2",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::10.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:a00:1::1",
        "2001:0:1::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void isPublic_addressInsideANetwork_isNot(String literal) throws Exception {
    assertThat(Addresses.isPublic(InetAddress.getByName(literal))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2002:101:101::1",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void isPublic_anybodysAddress_is(String literal) throws Exception {
    assertThat(Addresses.isPublic(InetAddress.getByName(literal))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "nobody.invalid"})
  void privateOne_hostThatSaysSoOrIsNotFound_isNone(String host) {
    assertThat(Addresses.privateOne(host)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "[::ffff:10.0.0.1]", "[fd00::1]", "2130706433"})
  void privateOne_hostWithAPrivateAddress_isThatAddress(String host) {
    assertThat(Addresses.privateOne(host)).isNotNull();
  }

  @Test
  void send_privateAddress_isNotSentUnlessAllowed() throws Exception {
    var uri = URI.create("https://10.255.255.1/token");
    var quick = new HttpSettings(Duration.ofMillis(50), Duration.ofMillis(100), 1024, true);

    assertThat(Endpoints.send(Endpoints.settings(uri).withHttp(quick), Endpoints.REFRESH))
        .isEqualTo(new Outcome.NotSent("10.255.255.1 has a private address"));
    try (var server = RawServer.answering(200, Endpoints.GRANT)) {
      var patient = new HttpSettings(Duration.ofSeconds(9), Duration.ofSeconds(9), 1024, true);
      assertThat(
              Endpoints.send(
                  Endpoints.settings(server.uri("/token")).withHttp(patient), Endpoints.REFRESH))
          .isInstanceOf(Outcome.Granted.class);
    }
  }
}
