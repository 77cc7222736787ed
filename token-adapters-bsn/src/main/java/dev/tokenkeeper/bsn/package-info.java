/**
 * What BSN.cloud does differently: one-time refresh tokens inside a session that ends whatever one
 * does, expiry that shows as 401 or 403, and a network to be chosen for each new session.
 *
 * <p>Begin with {@link dev.tokenkeeper.bsn.BsnSettings#builder}; install {@link
 * dev.tokenkeeper.bsn.BsnModule}, or call {@link dev.tokenkeeper.bsn.BsnSettings#provider} without
 * Guice.
 */
@NullMarked
package dev.tokenkeeper.bsn;

import org.jspecify.annotations.NullMarked;
