package dev.tokenkeeper.testkit.simulator;

import java.util.Locale;

/** The paths of BSN.cloud: case matters at the authorization server, not in the API. */
final class BsnPaths {

  static final String TOKEN = "/realms/bsncloud/protocol/openid-connect/token";
  static final String REVOKE = "/realms/bsncloud/protocol/openid-connect/revoke";
  static final String LOGOUT = "/realms/bsncloud/protocol/openid-connect/logout";
  static final String REST = "/2022/06/REST";

  private BsnPaths() {}

  static Endpoint endpoint(String path) {
    return switch (path) {
      case TOKEN -> Endpoint.TOKEN;
      case REVOKE -> Endpoint.REVOKE;
      case LOGOUT -> Endpoint.LOGOUT;
      default -> isApi(path) ? Endpoint.API : Endpoint.UNKNOWN;
    };
  }

  /** The path below the API's root: lower case, without slashes at either end. */
  static String resource(String path) {
    String below = path.substring(REST.length() + 1).toLowerCase(Locale.ROOT);
    return below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
  }

  private static boolean isApi(String path) {
    return path.regionMatches(true, 0, REST + "/", 0, REST.length() + 1);
  }
}
