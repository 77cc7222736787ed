/**
 * OAuth 2.0 over HTTP, once: {@link dev.tokenkeeper.oauth2.OAuth2Endpoint} is a token endpoint made
 * from settings, {@link dev.tokenkeeper.oauth2.ApiResource} the little that a provider adapter asks
 * of an API besides. Hosts begin with {@link dev.tokenkeeper.oauth2.AuthorizedHttp} or {@link
 * dev.tokenkeeper.oauth2.AuthorizedFeign}, which give each of their own API requests its user's
 * token, and are the only ones here that send a request again: after a refusal, once.
 *
 * <p>A provider that needs no code at all is {@link dev.tokenkeeper.oauth2.ConfiguredProvider},
 * read from a file. Client secrets that are exchanged while we run are {@link
 * dev.tokenkeeper.oauth2.ClientSecrets}.
 *
 * <p>One call of an endpoint sends one request: nothing repeats, follows a redirect or lets the
 * transport do so, because a refresh token that was sent twice may cost the user the login. What
 * the network or the provider does never surfaces as an exception, and no text that leaves holds a
 * secret.
 *
 * <p>Connections are kept open as the JDK sees fit. Where something between us and the provider
 * drops idle ones silently, set the system property {@code jdk.httpclient.keepalive.timeout} (in
 * seconds) below its limit: a request into a dropped connection is a request of unknown outcome.
 */
@NullMarked
package dev.tokenkeeper.oauth2;

import org.jspecify.annotations.NullMarked;
