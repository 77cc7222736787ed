package dev.tokenkeeper.ringcentral;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.oauth2.ApiAnswer;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.port.ResourceOwner;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The extension that a token is for. The answer with the tokens names it; only after a crash has
 * the API to be asked, which is a first use and so ends the grace of the refresh token before it.
 */
final class ExtensionOwner implements ResourceOwner {
  /** The answer's field with the extension's id (provider notes, 6.4). */
  static final String FACT = "owner_id";

  private final ApiResource extension;

  /**
   * Makes it.
   *
   * @param extension of the token's own user
   */
  ExtensionOwner(ApiResource extension) {
    this.extension = extension;
  }

  @Override
  public @Nullable String of(AccessToken token, Map<String, String> facts) {
    String said = facts.get(FACT);
    return said == null ? asked(token) : said;
  }

  private @Nullable String asked(AccessToken token) {
    return extension
        .get(token)
        .filter(ApiAnswer::isSuccess)
        .flatMap(answer -> answer.text("id"))
        .orElse(null);
  }
}
