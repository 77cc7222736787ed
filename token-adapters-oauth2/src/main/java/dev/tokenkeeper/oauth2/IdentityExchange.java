package dev.tokenkeeper.oauth2;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where and how a one-time token that stands for a user's consent is exchanged, if not by a grant
 * of RFC 6749: a form with the token and our application's authentication, answered like a token
 * request (provider notes, 4.4). Immutable; nothing in it is secret.
 *
 * @param uri https, or http to a loopback host
 * @param field the form's field that takes the token
 * @param parameters sent besides; the dialect's are not
 */
public record IdentityExchange(URI uri, String field, Map<String, String> parameters) {

  /** Copies the parameters. */
  public IdentityExchange {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(field, "field");
    parameters = Map.copyOf(parameters);
  }

  void check(Problems problems) {
    problems.unlessFitForSecrets("identityUri", uri);
    if (field.isBlank()) {
      problems.add("identityField", "is blank", "Name the field that takes the token.");
    }
    for (String name : List.of(field, "client_id", "client_secret")) {
      if (parameters.containsKey(name)) {
        problems.add(
            "identityParameters", "sets '" + name + "'", "Leave it out: it is set already.");
      }
    }
  }
}
