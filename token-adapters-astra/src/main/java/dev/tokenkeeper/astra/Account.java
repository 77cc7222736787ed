package dev.tokenkeeper.astra;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.oauth2.ApiAnswer;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.port.ResourceOwner;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks {@code GET /v1/user} whose token it is (provider notes, 4.2): no token answer says so. */
final class Account implements ResourceOwner {
  private final ApiResource user;

  Account(ApiResource user) {
    this.user = user;
  }

  @Override
  public @Nullable String of(AccessToken token, Map<String, String> facts) {
    return user.get(token)
        .filter(ApiAnswer::isSuccess)
        .flatMap(answer -> answer.text("id"))
        .filter(id -> !id.isBlank())
        .orElse(null);
  }
}
