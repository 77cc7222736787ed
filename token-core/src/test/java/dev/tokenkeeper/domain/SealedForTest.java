package dev.tokenkeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SealedForTest {

  @Test
  void associatedData_partsShiftedAcrossTheirBorders_differs() {
    Set<String> seen = new HashSet<>();
    int places = 0;
    for (String provider : new String[] {"a", "ab", "abc"}) {
      for (String subject : new String[] {"bc", "c", "bcd", "/", "a/b", "😀"}) {
        for (String account : new String[] {"d", "default"}) {
          for (long epoch : new long[] {1, 11}) {
            for (long generation : new long[] {0, 1, 11}) {
              for (SealedFor.Field field : SealedFor.Field.values()) {
                AuthorizationId id = AuthorizationId.of("t", provider, subject, account);
                byte[] data = new SealedFor(id, epoch, generation, field).associatedData();
                seen.add(HexFormat.of().formatHex(data));
                places++;
              }
            }
          }
        }
      }
    }
    assertThat(seen).hasSize(places);
  }
}
