package dev.tokenkeeper.oauth2;

import feign.Feign;
import feign.Headers;
import feign.Logger;
import feign.Request;
import feign.RequestLine;
import feign.RequestTemplate;
import feign.Response;
import feign.Retryer;
import feign.Target;
import java.net.URI;

/** The requests of this module as Feign sees them; the one place where Feign clients are built. */
@Headers({
  "Accept: application/json",
  // Nothing to unpack, so nothing that swells while it is unpacked.
  "Accept-Encoding: identity",
  "User-Agent: Token-Keeper"
})
interface Wire {

  @RequestLine("POST")
  @Headers("Content-Type: application/x-www-form-urlencoded")
  Response postForm(OneRequest request);

  @RequestLine("PUT")
  @Headers("Content-Type: application/json")
  Response putJson(OneRequest request);

  @RequestLine("POST")
  @Headers("Content-Type: application/json")
  Response postJson(OneRequest request);

  @RequestLine("GET")
  Response get(OneRequest request);

  static Wire to(URI uri, HttpSettings settings, SingleSend client) {
    return Feign.builder()
        .client(client)
        .retryer(Retryer.NEVER_RETRY)
        .options(new Request.Options(settings.connectTimeout(), settings.exchangeTimeout(), false))
        .logLevel(Logger.Level.NONE)
        .encoder(OneRequest::encode)
        .target(new Exactly(uri.toString()));
  }

  /**
   * Sends to an address as it was written: Feign's own target drops a slash at its end, and there
   * are token endpoints that insist on theirs.
   */
  record Exactly(String url) implements Target<Wire> {
    @Override
    public Class<Wire> type() {
      return Wire.class;
    }

    @Override
    public String name() {
      return url;
    }

    @Override
    public Request apply(RequestTemplate template) {
      return Request.create(
          Request.HttpMethod.valueOf(template.method()),
          url,
          template.headers(),
          template.body(),
          template.requestCharset(),
          template);
    }
  }
}
