package dev.tokenkeeper.server.servers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request and its answer as they went over the wire. Prints no secret.
 *
 * @param path of the request, without its query
 * @param form the request's body
 * @param answer head and body; empty if the server never got the request
 * @param delivered whether the answer came back to whoever had asked
 */
record Seen(String path, String form, String answer, boolean delivered) {

  /** Says whether it was for tokens, wherever the server has its endpoint for them. */
  boolean isForTokens() {
    return path.endsWith("/token");
  }

  String grantType() {
    return first("(?:^|&)grant_type=([a-z_]+)", form);
  }

  /** Returns the refresh token that was sent; empty if there was none. */
  String sent() {
    return first("(?:^|&)refresh_token=([^&]+)", form);
  }

  /** Returns the value of a text field of the answer's JSON; empty if there is none. */
  String field(String name) {
    return first('"' + name + "\"\\s*:\\s*\"([^\"]*)\"", answer);
  }

  /** Returns what was asked for and what the server said to it, for people. */
  @Override
  public String toString() {
    String status = answer.isEmpty() ? "never arrived" : first("^HTTP/1\\.1 (\\d+)", answer);
    String words = (field("error") + ' ' + field("error_description")).strip();
    String asked = grantType().isEmpty() ? path : grantType();
    String fate = delivered ? "" : " [cut]";
    return asked + " -> " + status + fate + (words.isEmpty() ? "" : " (" + words + ')');
  }

  private static String first(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    return found.find() ? found.group(1) : "";
  }
}
