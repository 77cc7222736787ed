package dev.tokenkeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "50%", "Ada Lovelace", "😀", "x"})
  void of_subjectAsPeopleHaveThem_isKeptAsItIs(String subject) {
    assertThat(AuthorizationId.of("bsn", subject).subject()).isEqualTo(subject);
  }

  @Test
  void of_longestSubject_isAccepted() {
    assertThat(AuthorizationId.of("bsn", "x".repeat(255)).subject()).hasSize(255);
  }

  @Test
  void of_tooLongSubject_isRefusedWithTheLength() {
    assertThatThrownBy(() -> AuthorizationId.of("bsn", "x".repeat(300)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 255 characters, but had 300");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "\u001b[31m"})
  void of_subjectThatCannotBe_isRefused(String subject) {
    assertThatThrownBy(() -> AuthorizationId.of("bsn", subject))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("subject")
        .message()
        .doesNotContain("\n", "\u001b");
  }

  @Test
  void of_subjectCutInTheMiddleOfACharacter_isRefused() {
    assertThatThrownBy(() -> AuthorizationId.of("bsn", "ada\ud83d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("half of a character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-bsn", "bsn/1", "b sn", "bsn\n"})
  void of_malformedProvider_isRefusedByName(String provider) {
    assertThatThrownBy(() -> AuthorizationId.of(provider, "ada"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("provider");
  }

  @Test
  void equals_anyPartDiffers_isFalse() {
    AuthorizationId id = AuthorizationId.of("t", "p", "s", "a");
    assertThat(id)
        .isEqualTo(AuthorizationId.of("t", "p", "s", "a"))
        .hasSameHashCodeAs(AuthorizationId.of("t", "p", "s", "a"))
        .isNotEqualTo(AuthorizationId.of("x", "p", "s", "a"))
        .isNotEqualTo(AuthorizationId.of("t", "x", "s", "a"))
        .isNotEqualTo(AuthorizationId.of("t", "p", "x", "a"))
        .isNotEqualTo(AuthorizationId.of("t", "p", "s", "x"));
  }
}
