/**
 * Seals tokens with Tink: XChaCha20-Poly1305 under the primary key of a keyset file, with the key's
 * id in every ciphertext.
 *
 * <p>Install {@link dev.tokenkeeper.tink.TinkModule}, or call {@link
 * dev.tokenkeeper.tink.TinkSettings#cipher} without Guice. The keyset file is created at the very
 * first start, and never again once the database holds something that was sealed.
 */
@NullMarked
package dev.tokenkeeper.tink;

import org.jspecify.annotations.NullMarked;
