package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.port.TokenRequest;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A token or revocation request as its endpoint wants it written. It has no text form on purpose.
 */
final class Form {
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final List<String> confidential = new ArrayList<>();
  private final @Nullable Secret authorization;

  private Form(ClientSettings client) {
    this.authorization = client.authorization();
    client.identify(fields);
    if (client.secret() != null) {
      reveal(client.secret());
    }
    String assertion = fields.get("client_assertion");
    if (assertion != null) {
      confidential.add(assertion);
    }
    if (authorization != null) {
      confidential.add(reveal(authorization).substring("Basic ".length()));
    }
  }

  /**
   * Writes a request.
   *
   * @param client as it is at this moment
   */
  static Form of(TokenRequest request, EndpointSettings settings, ClientSettings client) {
    var form = new Form(client);
    if (request instanceof TokenRequest.Revoke revoke) {
      form.fields.put("token", form.reveal(revoke.token()));
      form.fields.put("token_type_hint", revoke.kind().name().toLowerCase(Locale.ROOT));
    } else if (request instanceof TokenRequest.IdentityToken identity) {
      form.identity(identity, Objects.requireNonNull(settings.identity(), "identity"));
    } else {
      form.grant(request, settings.dialect());
    }
    return form;
  }

  OneRequest request() {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
            .collect(joining("&"));
    return new OneRequest(authorization, body.getBytes(UTF_8));
  }

  /** The same as an object of JSON. */
  OneRequest json() {
    return new OneRequest(authorization, Json.bytes(fields));
  }

  /** What must not be repeated of what an answer says to this form. */
  Wording wording() {
    return new Wording(confidential);
  }

  private void identity(TokenRequest.IdentityToken request, IdentityExchange exchange) {
    fields.putAll(new TreeMap<>(exchange.parameters()));
    fields.put(exchange.field(), reveal(request.token().value()));
  }

  private void grant(TokenRequest request, Dialect dialect) {
    fields.putAll(new TreeMap<>(dialect.extraParameters()));
    if (request instanceof TokenRequest.Refresh refresh) {
      refresh(refresh, dialect);
    } else if (request instanceof TokenRequest.Code code) {
      code(code);
    } else if (request instanceof TokenRequest.Login login) {
      login(login);
      scope(dialect);
    } else if (request instanceof TokenRequest.Assertion assertion) {
      fields.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
      fields.put("assertion", reveal(assertion.assertion()));
      scope(dialect);
    } else {
      fields.put("grant_type", "client_credentials");
      scope(dialect);
    }
  }

  /** Without a scope, which means the one that was granted (RFC 6749 section 6). */
  private void refresh(TokenRequest.Refresh request, Dialect dialect) {
    fields.putAll(new TreeMap<>(dialect.refreshParameters()));
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", reveal(request.refreshToken()));
  }

  private void code(TokenRequest.Code request) {
    fields.put("grant_type", "authorization_code");
    fields.put("code", reveal(request.code().value()));
    fields.put("redirect_uri", request.redirectUri().toString());
    if (request.verifier() != null) {
      fields.put("code_verifier", reveal(request.verifier()));
    }
  }

  private void login(TokenRequest.Login request) {
    fields.put("grant_type", "password");
    fields.put("username", request.username());
    fields.put("password", reveal(request.password()));
    confidential.add(request.username());
  }

  private void scope(Dialect dialect) {
    String scope = dialect.scopeOnTheWire();
    if (scope != null) {
      fields.put("scope", scope);
    }
  }

  private String reveal(Secret secret) {
    String revealed = secret.reveal(SecretAccess.granted());
    confidential.add(revealed);
    return revealed;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
