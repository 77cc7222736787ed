package dev.tokenkeeper.testkit.simulator;

/** The paths of Astra; here all on one host (provider notes, 4.1). */
final class AstraPaths {

  static final String API = "/v1";
  static final String TOKEN = "/v1/oauth/token";
  static final String AUTHORIZE = "/login/oauth/authorize";
  static final String USER_INTENT = "/v1/user_intent";
  static final String IDENTITY_VERIFICATION = "/v1/partner/identity/verification";
  static final String IDENTITY_TOKEN = "/v1/partner/identity/token";

  private AstraPaths() {}

  static Endpoint endpoint(String path) {
    return switch (path) {
      case TOKEN, IDENTITY_TOKEN -> Endpoint.TOKEN;
      case AUTHORIZE -> Endpoint.AUTHORIZE;
      case USER_INTENT, IDENTITY_VERIFICATION -> Endpoint.PRE_REGISTRATION;
      default -> below(path);
    };
  }

  private static Endpoint below(String path) {
    if (path.startsWith(USER_INTENT + "/")) {
      return Endpoint.PRE_REGISTRATION;
    }
    return path.startsWith(API + "/") ? Endpoint.API : Endpoint.UNKNOWN;
  }
}
