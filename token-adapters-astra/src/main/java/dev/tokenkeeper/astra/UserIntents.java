package dev.tokenkeeper.astra;

import dev.tokenkeeper.oauth2.ApiAnswer;

/**
 * Announces users to Astra before they give consent, in our application's name (provider notes,
 * 4.2). Each call sends one request and waits for its answer. Safe for use by many threads.
 *
 * @see AstraSettings#userIntents()
 */
public final class UserIntents {
  private final Conversation astra;

  UserIntents(Conversation astra) {
    this.astra = astra;
  }

  /**
   * Announces a user. Then send the user to the consent page with the hint {@link
   * AstraSettings#USER_INTENT_HINT}. Never repeated: Astra takes at most three of one email.
   *
   * @throws AstraException if Astra refuses; or if no usable answer came, so that there may be one
   *     or not
   */
  public UserIntent create(UserIntent.Profile profile) {
    return read(
        astra.post(
            "to create a UserIntent",
            profile.fields(),
            "id",
            "There may be one now; at most three may have the same email."));
  }

  /**
   * Looks up a UserIntent, for its status and for the user who it may have become.
   *
   * @throws AstraException if there is none, or no usable answer came
   * @throws IllegalArgumentException if the id is blank, or no segment of a path can be made of it
   */
  public UserIntent find(String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("The id of a UserIntent must not be blank");
    }
    return read(astra.get("to find a UserIntent", id, "id"));
  }

  private static UserIntent read(ApiAnswer answer) {
    return new UserIntent(
        answer.text("id").orElseThrow(),
        answer.text("status").orElse(""),
        answer.text("user_id").orElse(null));
  }
}
