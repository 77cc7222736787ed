package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import feign.RequestTemplate;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * What one request says, ready to be written. It has no text form on purpose: the body is secret.
 */
final class OneRequest {
  private final @Nullable Secret authorization;
  private final byte[] body;

  OneRequest(@Nullable Secret authorization, byte[] body) {
    this.authorization = authorization;
    this.body = body;
  }

  /** Feign's encoder: puts it into the template as it is. */
  static void encode(Object request, Type type, RequestTemplate template) {
    var self = (OneRequest) request;
    template.body(self.body, null);
    if (self.authorization != null) {
      // Literally: a brace in a token is not an expression.
      template.headerLiteral("Authorization", self.authorization.reveal(SecretAccess.granted()));
    }
  }
}
