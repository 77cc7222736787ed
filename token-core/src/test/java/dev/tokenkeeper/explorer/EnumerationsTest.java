package dev.tokenkeeper.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** The two planted bugs that are no matter of interleaving: every case is tried. */
class EnumerationsTest {
  private static final int FIELDS = 7;
  private static final int LIFE = 10;
  private static final int LONGEST_WAY = 10;

  /** Each place differs from each other in at least one of seven fields. */
  @Test
  void associatedData_everySwapOfTwoPlaces_isNoticedUnlessAFieldIsLeftOut() {
    List<byte[]> places = new ArrayList<>();
    for (int bits = 0; bits < 1 << FIELDS; bits++) {
      places.add(place(bits).associatedData());
    }
    assertThat(openSwaps(places, -1)).isZero();
    for (int field = 0; field < FIELDS; field++) {
      assertThat(openSwaps(places, field)).isEqualTo(1 << FIELDS);
    }
  }

  private static SealedFor place(int bits) {
    AuthorizationId id =
        AuthorizationId.of(
            name(bits, 0, "t"), name(bits, 1, "p"), name(bits, 2, "s"), name(bits, 3, "a"));
    SealedFor.Field field =
        (bits >> 6 & 1) == 0 ? SealedFor.Field.ACCESS_TOKEN : SealedFor.Field.REFRESH_TOKEN;
    return new SealedFor(id, bits >> 4 & 1, bits >> 5 & 1, field);
  }

  private static String name(int bits, int at, String of) {
    return of + (bits >> at & 1);
  }

  /** How many ciphertexts open in another's place; the planted bug is a field left out. */
  private static int openSwaps(List<byte[]> places, int without) {
    int open = 0;
    for (int i = 0; i < places.size(); i++) {
      for (int j = 0; j < places.size(); j++) {
        boolean opens = parts(places.get(i), without).equals(parts(places.get(j), without));
        open += i != j && opens ? 1 : 0;
      }
    }
    return open;
  }

  private static List<ByteBuffer> parts(byte[] data, int without) {
    List<ByteBuffer> parts = new ArrayList<>();
    for (int at = 0; at < data.length; ) {
      int length = ((data[at] & 0xFF) << 8) | (data[at + 1] & 0xFF);
      parts.add(ByteBuffer.wrap(data, at + 2, length));
      at += 2 + length;
    }
    if (without >= 0) {
      parts.remove(without);
    }
    return parts;
  }

  @Test
  void ofAccessToken_everySendProcessReceiveAndRead_neverServesADeadToken() {
    assertThat(deadReads((sent, received) -> sent)).isZero();
    assertThat(deadReads((sent, received) -> received)).isPositive();
  }

  /** Reads of a token that is dead at the provider, if its life counts from the given time. */
  private static int deadReads(BinaryOperator<Integer> countsFrom) {
    var lifetimes = new Lifetimes(Duration.ofSeconds(LIFE), null, null, Duration.ofMinutes(1));
    var grant = TokenGrant.of(Secret.of("at"), Duration.ofSeconds(LIFE), null);
    int dead = 0;
    for (int sent = 0; sent <= LONGEST_WAY; sent++) {
      for (int processed = sent; processed <= LONGEST_WAY; processed++) {
        for (int received = processed; received <= LONGEST_WAY; received++) {
          int from = countsFrom.apply(sent, received);
          Lifetime life = lifetimes.ofAccessToken(grant, Instant.ofEpochSecond(from), null);
          for (int read = received; read <= LONGEST_WAY + 2 * LIFE; read++) {
            boolean served = !life.isOver(Instant.ofEpochSecond(read));
            dead += served && read >= processed + LIFE ? 1 : 0;
          }
        }
      }
    }
    return dead;
  }
}
