package dev.tokenkeeper.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.KeyUnavailableException;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.SealedFor.Field;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.UnsealException;
import dev.tokenkeeper.port.TokenCipher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TokenCipher} must do: open what it sealed, at its own place alone, and tell an
 * altered ciphertext from one whose key is not here, without a word about the plain text.
 */
public abstract class TokenCipherContract {
  private static final String CANARY = "canary-7f3a9c-refresh-t\u00f6k\u00ebn-\ud83d\udd11";
  private static final Secret SECRET = Secret.of(CANARY);
  private static final SealedFor PLACE =
      new SealedFor(AuthorizationId.of("t", "bsn", "user", "a"), 3, 7, Field.REFRESH_TOKEN);

  /** Returns the cipher, the same one throughout a test. */
  protected abstract TokenCipher cipher();

  /** Returns a cipher of the same kind that has none of the keys of {@link #cipher()}. */
  protected abstract TokenCipher stranger();

  /**
   * Returns how many bytes at the start of a ciphertext name its key: a ciphertext that was altered
   * there may be taken for one whose key is not here.
   */
  protected abstract int keyIdLength();

  @Test
  void open_whatWasSealed_givesItBack() {
    for (String value : List.of("x", CANARY, "\u0000\ufffd", "long ".repeat(20_000))) {
      Ciphertext sealed = cipher().seal(Secret.of(value), PLACE);

      assertThat(cipher().open(sealed, PLACE).reveal(SecretAccess.granted()))
          .as("%d characters", value.length())
          .isEqualTo(value);
    }
  }

  @Test
  void open_equalPlaceOfAnotherObject_givesItBack() {
    AuthorizationId id = AuthorizationId.of("t", "bsn", "user", "a");

    assertThat(cipher().open(sealed(), new SealedFor(id, 3, 7, Field.REFRESH_TOKEN)))
        .isEqualTo(SECRET);
  }

  @Test
  void seal_sameSecretTwice_differs() {
    byte[] one = sealed().bytes();
    byte[] other = sealed().bytes();

    assertThat(Arrays.mismatch(one, other)).isBetween(0, one.length - 1);
    byte[] oneBody = Arrays.copyOfRange(one, keyIdLength(), one.length);
    byte[] otherBody = Arrays.copyOfRange(other, keyIdLength(), other.length);
    assertThat(agreement(oneBody, otherBody)).isLessThan(oneBody.length / 4);
  }

  /**
   * All pairs, not a sample; the parts are chosen so that joining them without lengths collides.
   */
  @Test
  void open_anyOtherPlace_fails() {
    List<SealedFor> places = places();
    List<Ciphertext> ciphertexts = places.stream().map(p -> cipher().seal(SECRET, p)).toList();
    for (int from = 0; from < places.size(); from++) {
      for (int to = 0; to < places.size(); to++) {
        if (from != to) {
          requireRefused(ciphertexts.get(from), places.get(from), places.get(to));
        }
      }
    }
  }

  @Test
  void open_anyBitFlipped_failsAlwaysAlike() {
    byte[] original = sealed().bytes();
    List<String> messages = new ArrayList<>();
    for (int bit = 0; bit < 8 * original.length; bit++) {
      byte[] altered = original.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      messages.addAll(refusal(altered, bit / 8 < keyIdLength()));
    }

    assertThat(messages).hasSizeGreaterThanOrEqualTo(8 * (original.length - keyIdLength()));
    assertThat(messages.stream().distinct()).hasSize(1);
  }

  @Test
  void open_truncatedOrExtended_failsAlwaysAlike() {
    byte[] original = sealed().bytes();
    List<String> messages = new ArrayList<>();
    for (int length = 0; length < original.length; length++) {
      messages.addAll(refusal(Arrays.copyOf(original, length), length < keyIdLength()));
    }
    messages.addAll(refusal(Arrays.copyOf(original, original.length + 1), false));
    messages.addAll(refusal(twice(original), false));

    assertThat(messages.stream().distinct()).hasSize(1);
  }

  @Test
  void open_keyOfAnotherCipher_isUnavailable() {
    assertThatThrownBy(() -> stranger().open(sealed(), PLACE))
        .isInstanceOf(KeyUnavailableException.class)
        .satisfies(TokenCipherContract::assertSilent);
  }

  @Test
  void open_refusal_holdsNeitherPlainTextNorCause() {
    byte[] altered = sealed().bytes();
    altered[altered.length - 1] ^= 1;
    Throwable failure = catchThrowable(() -> cipher().open(new Ciphertext(altered), PLACE));

    assertThat(failure).isInstanceOf(UnsealException.class).hasNoCause();
    assertSilent(failure);
  }

  @Test
  void seal_anySecret_hidesThePlainText() {
    byte[] sealed = sealed().bytes();
    byte[] utf8 = CANARY.getBytes(UTF_8);

    assertThat(contains(sealed, utf8)).isFalse();
    assertThat(contains(sealed, CANARY.substring(0, 8).getBytes(UTF_8))).isFalse();
    assertThat(contains(sealed, CANARY.getBytes(UTF_16LE))).isFalse();
    assertThat(contains(sealed, CANARY.getBytes(UTF_16BE))).isFalse();
    assertThat(contains(sealed, Base64.getEncoder().withoutPadding().encode(utf8))).isFalse();
    assertThat(contains(sealed, HexFormat.of().formatHex(utf8).getBytes(UTF_8))).isFalse();
    assertThat(sealed().toString()).doesNotContain("canary");
    assertThat(cipher().toString()).doesNotContain("canary");
  }

  private Ciphertext sealed() {
    return cipher().seal(SECRET, PLACE);
  }

  private void requireRefused(Ciphertext sealed, SealedFor from, SealedFor to) {
    try {
      cipher().open(sealed, to);
    } catch (UnsealException expected) {
      return;
    }
    throw new AssertionError("What was sealed for %s opened for %s".formatted(from, to));
  }

  /** Returns the message, or nothing if the key was taken for another, where that is allowed. */
  private List<String> refusal(byte[] altered, boolean mayMissKey) {
    Throwable failure = catchThrowable(() -> cipher().open(new Ciphertext(altered), PLACE));
    if (mayMissKey && failure instanceof KeyUnavailableException) {
      return List.of();
    }
    assertThat(failure).isInstanceOf(UnsealException.class);
    return List.of(String.valueOf(failure.getMessage()));
  }

  private static List<SealedFor> places() {
    List<SealedFor> places = new ArrayList<>();
    String[] names = {"1", "11"};
    for (String tenant : names) {
      for (String provider : names) {
        for (String subject : names) {
          for (String account : names) {
            AuthorizationId id = AuthorizationId.of(tenant, provider, subject, account);
            addPlaces(places, id);
          }
        }
      }
    }
    return places;
  }

  private static void addPlaces(List<SealedFor> places, AuthorizationId id) {
    for (long epoch : new long[] {1, 11}) {
      for (long generation : new long[] {1, 11}) {
        for (Field field : Field.values()) {
          places.add(new SealedFor(id, epoch, generation, field));
        }
      }
    }
  }

  private static void assertSilent(Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("canary", CANARY);
  }

  private static int agreement(byte[] one, byte[] other) {
    int same = 0;
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      same += one[i] == other[i] ? 1 : 0;
    }
    return same;
  }

  private static byte[] twice(byte[] bytes) {
    byte[] both = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
    return both;
  }

  /** Latin 1 maps each byte to one character, so that text search is byte search. */
  private static boolean contains(byte[] all, byte[] part) {
    return new String(all, ISO_8859_1).contains(new String(part, ISO_8859_1));
  }
}
