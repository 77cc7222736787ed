package dev.tokenkeeper.server.demo;

import com.google.inject.Module;
import dev.tokenkeeper.AuthorizationJourneys;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A provider of a demo, with those who authorize our application there and its own log. Safe for
 * use by many threads.
 */
interface World extends AutoCloseable {
  /** Returns the id under which it is installed. */
  String providerId();

  /** Returns the names of those who authorize us. */
  List<String> users();

  /** Returns what an application installs to have it kept. */
  Module module();

  /** Plays a user who authorizes us, for the first time or again. */
  void authorize(AuthorizationJourneys journeys, AuthorizationId id);

  /** Tells whether we get new tokens without the user once a refresh token has ended. */
  boolean needsNoUser();

  /** Returns how long its access tokens live, for people. */
  Duration accessTokenLife();

  /** Returns what the callers call for a user. */
  URI apiUri(String user);

  /** Returns what has happened since the start of this run, by its own log. */
  Truth truth();

  /** Tells whether it would honour an access or refresh token now. */
  boolean isLive(Secret token);

  /** Returns the authorizations of all users. */
  default List<AuthorizationId> authorizations() {
    return users().stream().map(user -> AuthorizationId.of(providerId(), user)).toList();
  }

  @Override
  void close();
}
