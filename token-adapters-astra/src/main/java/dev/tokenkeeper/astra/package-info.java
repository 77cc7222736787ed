/**
 * What Astra does differently: refresh tokens that can be used again while each refresh kills the
 * access token before it, people who are announced before they give consent, consent without a
 * browser, and no way to revoke anything.
 *
 * <p>Begin with {@link dev.tokenkeeper.astra.AstraSettings#builder}; install {@link
 * dev.tokenkeeper.astra.AstraModule}, or call {@link dev.tokenkeeper.astra.AstraSettings#provider}
 * without Guice.
 */
@NullMarked
package dev.tokenkeeper.astra;

import org.jspecify.annotations.NullMarked;
