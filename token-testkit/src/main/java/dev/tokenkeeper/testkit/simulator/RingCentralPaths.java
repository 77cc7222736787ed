package dev.tokenkeeper.testkit.simulator;

/** The paths of RingCentral (provider notes, 6.1). */
final class RingCentralPaths {

  static final String AUTHORIZE = "/restapi/oauth/authorize";
  static final String TOKEN = "/restapi/oauth/token";
  static final String REVOKE = "/restapi/oauth/revoke";
  static final String API = "/restapi/v1.0";

  private RingCentralPaths() {}

  static Endpoint endpoint(String path) {
    return switch (path) {
      case AUTHORIZE -> Endpoint.AUTHORIZE;
      case TOKEN -> Endpoint.TOKEN;
      case REVOKE -> Endpoint.REVOKE;
      default -> path.startsWith(API + "/") ? Endpoint.API : Endpoint.UNKNOWN;
    };
  }

  /** The path below the API's root, with its leading slash. */
  static String resource(String path) {
    return path.substring(API.length());
  }
}
