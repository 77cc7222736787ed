package dev.tokenkeeper.ringcentral;

import java.util.Map;

/**
 * RingCentral's error codes in OAuth's words (provider notes, 6.6 and 6.7), for answers that name
 * nothing else: a 429, a 503, an API's error where a token endpoint's is expected.
 *
 * <p>Messages are never read: they come in the user's language.
 */
final class ErrorCodes {
  private static final String GRANT = "invalid_grant";
  private static final String CLIENT = "invalid_client";
  private static final String UNAUTHORIZED = "unauthorized_client";
  private static final String REQUEST = "invalid_request";
  private static final String WAIT = "slow_down";
  private static final String LATER = "temporarily_unavailable";

  static final Map<String, String> IN_OAUTHS_WORDS =
      Map.ofEntries(
          // The code: unknown, spent or expired, with another redirect URI, another application's.
          Map.entry("OAU-106", GRANT),
          Map.entry("OAU-108", GRANT),
          Map.entry("OAU-109", GRANT),
          Map.entry("OAU-110", GRANT),
          // The refresh token: expired, revoked, not found.
          Map.entry("OAU-210", GRANT),
          Map.entry("OAU-211", GRANT),
          Map.entry("OAU-213", GRANT),
          // What a user, or whoever made the JWT, has to mend.
          Map.entry("OAU-140", GRANT),
          Map.entry("OAU-168", GRANT),
          Map.entry("OAU-347", GRANT),
          // A lock-out ends by itself: nobody has to give consent again over it.
          Map.entry("OAU-147", LATER),
          Map.entry("OAU-148", LATER),
          Map.entry("service_unavailable", LATER),
          Map.entry("OAU-112", UNAUTHORIZED),
          Map.entry("OAU-125", UNAUTHORIZED),
          Map.entry("OAU-164", UNAUTHORIZED),
          Map.entry("OAU-165", UNAUTHORIZED),
          Map.entry("OAU-146", CLIENT),
          Map.entry("OAU-153", CLIENT),
          Map.entry("OAU-167", CLIENT),
          Map.entry("OAU-111", REQUEST),
          Map.entry("CMN-101", REQUEST),
          Map.entry("CMN-301", WAIT),
          Map.entry("CMN-302", WAIT),
          Map.entry("CMN-303", WAIT),
          Map.entry("CMN-304", WAIT),
          Map.entry("CMN-310", WAIT));

  private ErrorCodes() {}
}
