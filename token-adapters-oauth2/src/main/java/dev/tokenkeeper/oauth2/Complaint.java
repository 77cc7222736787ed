package dev.tokenkeeper.oauth2;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What an answer says is wrong: in the fields of RFC 6749 section 5.2, in a provider's own ({@code
 * errorCode} and {@code message}, also in a list of such; provider notes, 6.6), or in both.
 *
 * @param error one of {@link #STANDARD} if there is one, or an alias of one; else what the {@code
 *     error} field says, which may be nothing
 * @param reason code and description, fit to be shown; may be empty
 */
record Complaint(String error, String reason) {
  /** The codes that mean something to us, from RFC 6749, 6750, 7009 and 8628. */
  static final Set<String> STANDARD =
      Set.of(
          "invalid_grant",
          "invalid_token",
          "invalid_client",
          "unauthorized_client",
          "unsupported_grant_type",
          "unsupported_token_type",
          "invalid_scope",
          "invalid_request",
          "slow_down",
          "temporarily_unavailable");

  static Complaint of(JsonNode said, Map<String, String> aliases, Wording wording) {
    String error = Json.text(said, "error");
    List<String> codes = texts(said, "error", "errorCode");
    List<String> descriptions = texts(said, "error_description", "message");
    String meaning = codes.stream().filter(aliases::containsKey).findFirst().orElse("");
    String reason =
        Stream.of(codes, descriptions)
            .flatMap(each -> each.stream().map(wording::of).filter(Complaint::isSaid).limit(1))
            .collect(joining(": "));
    return new Complaint(
        STANDARD.contains(error) ? error : aliases.getOrDefault(meaning, error), reason);
  }

  /** The standard's field, then those of the list, which are more precise than the last, on top. */
  private static List<String> texts(JsonNode said, String standard, String own) {
    Stream<String> listed =
        StreamSupport.stream(said.path("errors").spliterator(), false)
            .map(each -> Json.text(each, own));
    return Stream.of(Stream.of(Json.text(said, standard)), listed, Stream.of(Json.text(said, own)))
        .flatMap(texts -> texts)
        .filter(Complaint::isSaid)
        .toList();
  }

  private static boolean isSaid(String text) {
    return !text.isEmpty();
  }
}
