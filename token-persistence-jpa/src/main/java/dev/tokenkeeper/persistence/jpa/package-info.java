/**
 * The store on a relational database: {@link dev.tokenkeeper.persistence.jpa.JpaPersistence} opens
 * it, {@link dev.tokenkeeper.persistence.jpa.JpaModule} does so under Guice.
 *
 * <p>It works on H2, PostgreSQL and MariaDB; {@link dev.tokenkeeper.persistence.jpa.JpaSettings}
 * says which settings they need. A row that cannot be read, because newer code has written it or
 * because it is damaged, is set aside and does not hold up the others; whoever asks for it is told.
 *
 * <p>Rows hold ciphertext only. Every write of an authorization is one UPDATE under the guard of
 * the revision that was read, so that nothing depends on locks or on the isolation level.
 */
@NullMarked
package dev.tokenkeeper.persistence.jpa;

import org.jspecify.annotations.NullMarked;
