package dev.tokenkeeper;

import dev.tokenkeeper.domain.Secret;
import java.util.Map;
import java.util.Objects;

/**
 * A user's own credentials at a provider.
 *
 * @param username 1 or more characters, no control characters
 * @param password as typed
 * @param keep true if the user has agreed that we store the login, sealed, and log in again with it
 * @param attributes facts about the user's account, for example BSN's {@code network}; none secret
 */
public record UserLogin(
    String username, Secret password, boolean keep, Map<String, String> attributes) {

  /** Refuses an empty user name and one with control characters. */
  public UserLogin {
    if (username.isBlank() || username.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The user name must not be blank and must not contain control characters");
    }
    Objects.requireNonNull(password, "password");
    attributes = Map.copyOf(attributes);
  }

  /** Returns a login to be used once and forgotten. */
  public static UserLogin once(String username, Secret password) {
    return new UserLogin(username, password, false, Map.of());
  }

  /** Returns a login to be kept, as the user has agreed. */
  public static UserLogin kept(String username, Secret password) {
    return new UserLogin(username, password, true, Map.of());
  }

  /** Hides the password, and the user name too. */
  @Override
  public String toString() {
    return "UserLogin[***]";
  }
}
