package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;

/** One segment of a path, made of what somebody else says (RFC 3986 section 3.3). */
final class PathSegment {
  private PathSegment() {}

  /**
   * Adds a segment to an address, before its query.
   *
   * @throws IllegalArgumentException if no segment can be made of it; does not repeat it
   */
  static URI below(URI uri, String segment) {
    // Dots mean something even where they are encoded, and half a character cannot be.
    if (segment.matches("\\.{0,2}") || !UTF_8.newEncoder().canEncode(segment)) {
      throw new IllegalArgumentException("This cannot be a segment of a path");
    }
    String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
    String base = uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    return URI.create((base.endsWith("/") ? base : base + '/') + encoded(segment) + query);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
