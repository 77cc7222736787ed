package dev.tokenkeeper.astra;

import static java.util.stream.Collectors.joining;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.oauth2.ApiAnswer;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.oauth2.ClientSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What our application asks of Astra in its own name; answers that are of no use end here. */
final class Conversation {
  private static final int LONGEST = 200;
  // Line and paragraph separators and bidirectional overrides too: a log is read by people.
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

  private final ApiResource resource;
  private final ClientSettings client;

  /** Holds one about a resource; the client is the resource's own. */
  Conversation(ApiResource resource, ClientSettings client) {
    this.resource = resource;
    this.client = client;
  }

  /**
   * Posts a JSON object.
   *
   * @param asked what is asked, for example {@code to create a UserIntent}
   * @param fields texts, or secrets that are not repeated of what Astra says
   * @param needed the field without which an answer is of no use
   * @param remedy what to do if no whole answer comes
   */
  ApiAnswer post(String asked, Map<String, ?> fields, String needed, String remedy) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Secret> secrets = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          if (value instanceof Secret secret) {
            secrets.add(secret);
          }
          json.put(name, value instanceof Secret secret ? revealed(secret) : value);
        });
    return useful(asked, resource.post(json), needed, remedy, secrets);
  }

  /** Gets what is below the resource under this id. */
  ApiAnswer get(String asked, String id, String needed) {
    return useful(asked, resource.at(id).get(), needed, "Ask again.", List.of());
  }

  private ApiAnswer useful(
      String asked,
      Optional<ApiAnswer> came,
      String needed,
      String remedy,
      Collection<Secret> secrets) {
    ApiAnswer answer = came.orElseThrow(() -> AstraException.unanswered(asked, remedy));
    if (!answer.isSuccess()) {
      throw AstraException.refused(asked, answer.status(), reason(answer, secrets));
    }
    if (answer.text(needed).orElse("").isEmpty()) {
      throw AstraException.incomplete(asked, answer.status(), needed);
    }
    return answer;
  }

  /** In the fields of Astra's {@code generic_error}, or those of RFC 6749 section 5.2. */
  private String reason(ApiAnswer answer, Collection<Secret> secrets) {
    List<String> confidential =
        Stream.concat(secrets.stream(), Stream.ofNullable(client.secret()))
            .map(Conversation::revealed)
            .toList();
    return Stream.of("name", "error", "description", "error_description")
        .flatMap(field -> answer.text(field).stream())
        .map(said -> cleaned(said, confidential))
        .filter(words -> !words.isEmpty())
        .map(words -> ": " + words)
        .collect(joining());
  }

  private static String cleaned(String said, Collection<String> confidential) {
    String joined = UNPRINTABLE.matcher(said).replaceAll("");
    if (confidential.stream().anyMatch(each -> said.contains(each) || joined.contains(each))) {
      return "";
    }
    String clean = UNPRINTABLE.matcher(said).replaceAll(" ").strip();
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…";
  }

  private static String revealed(Secret secret) {
    return secret.reveal(SecretAccess.granted());
  }
}
