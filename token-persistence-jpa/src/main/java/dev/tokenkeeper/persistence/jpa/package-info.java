/**
 * The store on a relational database: {@link dev.tokenkeeper.persistence.jpa.JpaPersistence} opens
 * it, {@link dev.tokenkeeper.persistence.jpa.JpaModule} does so under Guice.
 *
 * <p>Rows hold ciphertext only. Every write of an authorization is one UPDATE under the guard of
 * the revision that was read, so that nothing depends on locks or on the isolation level.
 */
@NullMarked
package dev.tokenkeeper.persistence.jpa;

import org.jspecify.annotations.NullMarked;
