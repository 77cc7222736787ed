/**
 * What RingCentral does differently: refresh tokens that are good once and forgiven for a while, a
 * refresh that kills the access token before it, and five token requests a minute.
 *
 * <p>For users who give consent begin with {@link
 * dev.tokenkeeper.ringcentral.RingCentralSettings#builder}, for service accounts with {@link
 * dev.tokenkeeper.ringcentral.RingCentralJwtSettings#builder}. Install the module of the same name,
 * or call {@code provider()} without Guice.
 */
@NullMarked
package dev.tokenkeeper.ringcentral;

import org.jspecify.annotations.NullMarked;
