package dev.tokenkeeper.server.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser does on a server's own pages: keeps cookies, follows redirects, sends forms. */
final class Browser {
  private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>");
  private static final int MOST_REDIRECTS = 10;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private final URI end;
  private HttpResponse<String> page;

  /**
   * Opens a page.
   *
   * @param end where a redirect is not followed any more
   */
  Browser(URI first, URI end) throws Exception {
    this.end = end;
    this.page = follow(HttpRequest.newBuilder(first).GET());
  }

  /**
   * Sends the page's form as it is, but for what is typed into it.
   *
   * @param sends says of each field, by name and value, whether it is part of what is sent
   */
  Browser submit(Map<String, String> typed, BiPredicate<String, String> sends) throws Exception {
    List<String> fields = new ArrayList<>();
    Matcher input = INPUT.matcher(page.body());
    while (input.find()) {
      String name = attribute(input.group(), "name");
      String value = typed.getOrDefault(name, attribute(input.group(), "value"));
      if (!name.isEmpty() && sends.test(name, value)) {
        fields.add(name + '=' + URLEncoder.encode(value, UTF_8));
      }
    }
    var form = BodyPublishers.ofString(fields.stream().collect(joining("&")));
    URI action = page.uri().resolve(attribute(page.body(), "action"));
    page =
        follow(
            HttpRequest.newBuilder(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(form));
    return this;
  }

  /** Returns the query with which the server has sent us back. */
  String callback() {
    String location = location(page);
    if (!location.startsWith(end.toString())) {
      throw new IllegalStateException(page.uri() + " answered " + page.statusCode());
    }
    return URI.create(location).getRawQuery();
  }

  private HttpResponse<String> follow(HttpRequest.Builder first) throws Exception {
    HttpResponse<String> answer = send(first);
    for (int i = 0; i < MOST_REDIRECTS && goesOn(answer); i++) {
      URI next = answer.uri().resolve(location(answer));
      answer = send(HttpRequest.newBuilder(next).GET());
    }
    return answer;
  }

  private boolean goesOn(HttpResponse<String> answer) {
    return !location(answer).isEmpty() && !location(answer).startsWith(end.toString());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.header("Accept", "text/html").build(), BodyHandlers.ofString());
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private static String attribute(String tag, String name) {
    Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
    return found.find() ? found.group(1) : "";
  }
}
