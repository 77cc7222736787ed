/**
 * What the core needs from outside, as conversations in domain words: the stores, the token
 * endpoint, the cipher, listeners, access checks and the audit trail. Each port has a contract in
 * {@code token-testkit} that every implementation must pass.
 */
@NullMarked
package dev.tokenkeeper.port;

import org.jspecify.annotations.NullMarked;
