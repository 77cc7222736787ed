/**
 * The front door. Build a {@link dev.tokenkeeper.TokenKeeper}, let users authorize it through its
 * {@link dev.tokenkeeper.AuthorizationJourneys}, and {@link dev.tokenkeeper.TokenKeeper#call} their
 * provider's API for as long as the provider lets you. Services that hand tokens to other services
 * put a {@link dev.tokenkeeper.Custodian} in front.
 *
 * <p>What implements this is package-private on purpose.
 */
@NullMarked
package dev.tokenkeeper;

import org.jspecify.annotations.NullMarked;
