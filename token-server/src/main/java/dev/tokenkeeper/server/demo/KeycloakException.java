package dev.tokenkeeper.server.demo;

import org.jspecify.annotations.Nullable;

/** Says in one line why the demo's Keycloak cannot be had. */
final class KeycloakException extends RuntimeException {
  KeycloakException(String message) {
    super(message);
  }

  KeycloakException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Keeps the interruption visible to the caller's thread. */
  static KeycloakException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new KeycloakException("Interrupted while waiting for Keycloak", cause);
  }
}
