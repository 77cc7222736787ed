package dev.tokenkeeper.oauth2;

import com.fasterxml.jackson.databind.JsonNode;
import feign.FeignException;
import feign.Response;
import feign.Util;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What became of one HTTP request. */
sealed interface HttpAnswer {

  /** A whole answer, of whatever status. */
  @SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
  record Received(int status, Map<String, Collection<String>> headers, byte[] body)
      implements HttpAnswer {

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** What it says: an object, or a form that calls itself one; else a missing node. */
    JsonNode content() {
      JsonNode object = Json.object(body);
      return object.isMissingNode() && isForm() ? Json.form(body) : object;
    }

    /** The same, of an answer that may be in disorder but for these keys. */
    JsonNode content(Set<String> unique) {
      JsonNode object = Json.tolerantly(body, unique);
      return object.isMissingNode() && isForm() ? Json.formTolerantly(body, unique) : object;
    }

    private boolean isForm() {
      return header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("form-urlencoded");
    }

    Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .flatMap(header -> header.getValue().stream())
          .findFirst();
    }
  }

  /** No byte of the body has left, so that the other side cannot have acted on it. */
  record NotSent(String reason) implements HttpAnswer {}

  /** The body has left, or a part of it, and no whole answer came. */
  record Lost(String reason) implements HttpAnswer {}

  /** Makes the call. Feign's exceptions end here: they carry the request, body and all. */
  static HttpAnswer of(Supplier<Response> call) {
    try (Response response = call.get()) {
      return new Received(response.status(), response.headers(), bytes(response));
    } catch (FeignException e) {
      return e.getCause() instanceof ExchangeFailure failure
          ? failure.asAnswer()
          : new Lost(e.getClass().getSimpleName());
    }
  }

  private static byte[] bytes(Response response) {
    try {
      return response.body() == null
          ? new byte[0]
          : Util.toByteArray(response.body().asInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("The body is in memory", e);
    }
  }
}
