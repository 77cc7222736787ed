package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The provider of a demo, with its users and its own log. Safe for use by many threads. */
interface World extends AutoCloseable {
  /** Returns what people call it. */
  String title();

  /** Returns the id under which it is installed. */
  String providerId();

  /** Returns its token endpoint. */
  URI tokenUri();

  /** Returns our application's name there. */
  String clientId();

  /** Returns our application's secret there. */
  Secret clientSecret();

  /** Returns the scope to ask for, or null for the usual one. */
  @Nullable String scope();

  /** Returns the root of its API. */
  URI api();

  /** Returns the network that each session has to select, or null if there are no networks. */
  @Nullable String network();

  /** Returns how long tokens live there, as we know it beforehand. */
  Pace pace();

  /** Returns what the callers call for a user. */
  URI apiUri(String user);

  /** Returns what has happened since the start of this run, by its own log. */
  Truth truth();

  /** Tells whether it would honour an access or refresh token now. */
  boolean isLive(Secret token);

  @Override
  void close();
}
