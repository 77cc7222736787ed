package dev.tokenkeeper.benchmarks.provider;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenkeeper.benchmarks.process.Child;
import dev.tokenkeeper.benchmarks.process.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A provider in a process of its own. Safe for use by many threads. */
public final class Provider implements AutoCloseable {
  /** Our application's name there. */
  public static final String CLIENT_ID = "bench";

  /** Our application's secret there, which protects nothing. */
  public static final String CLIENT_SECRET = "bench-secret";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final BlockingQueue<String> reached = new LinkedBlockingQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Child process;
  private final URI root;

  private Provider(
      ProviderRule rule, Duration latency, Duration accessTokenLife, Duration grace, Path errors) {
    this.process =
        Child.start(
            "provider",
            ProviderProcess.class,
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dsun.net.httpserver.nodelay=true"),
            List.of(
                rule.id(),
                Long.toString(latency.toMillis()),
                Long.toString(accessTokenLife.toMillis()),
                Long.toString(grace.toMillis())),
            errors,
            this::heard);
    this.root =
        URI.create(
            "http://127.0.0.1:" + port.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
  }

  /**
   * Starts a provider and returns once it answers.
   *
   * @param latency from a request to its answer; tokens are spent in the middle
   * @param accessTokenLife in whole seconds
   * @param grace how long a spent token brings its answer again, where the rule is grace
   * @param errors where its standard error goes
   */
  public static Provider start(
      ProviderRule rule, Duration latency, Duration accessTokenLife, Duration grace, Path errors) {
    return new Provider(rule, latency, accessTokenLife, grace, errors);
  }

  private void heard(List<String> words) {
    if (words.get(0).equals("ready")) {
      port.complete(Integer.valueOf(words.get(1)));
    } else {
      reached.add(words.get(1));
    }
  }

  /** Returns the token endpoint for one process, by whose name its requests are told apart. */
  public URI tokenUri(String process) {
    return root.resolve("/token/" + process);
  }

  /** Returns what a user logs in with. */
  public static String password(String user) {
    return "password of " + user;
  }

  /** Waits until an exchange of the process is held at this point; false if none comes there. */
  public boolean hold(Point point, String sender, Duration longest) throws InterruptedException {
    reached.clear();
    process.order("arm", point.name(), sender);
    @Nullable String held = reached.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
    if (held == null) {
      process.order("disarm");
    }
    return held != null;
  }

  /** Lets the exchange that is held go on, whether or not anybody waits for its answer. */
  public void letGo() {
    process.order("go");
  }

  /** Returns the truth about these tokens, by fingerprint. */
  public Map<String, TokenFacts> facts(Collection<String> fingerprints) {
    return fingerprints.isEmpty() ? Map.of() : ask(String.join(",", fingerprints));
  }

  /** Returns the truth about every token, by fingerprint. */
  public Map<String, TokenFacts> facts() {
    return ask("");
  }

  private Map<String, TokenFacts> ask(String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(root.resolve("/truth"))
              .timeout(PATIENCE)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      byte[] answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
      List<TokenFacts> facts = JSON.readValue(answer, new TypeReference<>() {});
      return facts.stream()
          .collect(toMap(TokenFacts::fingerprint, each -> each, (one, same) -> one));
    } catch (IOException e) {
      throw new UncheckedIOException("The provider does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
