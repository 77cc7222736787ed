package dev.tokenkeeper.oauth2;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import feign.Client;
import feign.Request;
import feign.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request over the JDK's client, once. Safe for use by many threads.
 *
 * <p>Feign's own client for it reads bodies without bound, has no deadline for the whole exchange,
 * and gives up when its thread is interrupted, with the request under way and its answer lost.
 */
final class SingleSend implements Client {
  // By name: there are servers that name a charset here, or "none", over a body that is plain.
  private static final Set<String> PACKED =
      Set.of("gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress");
  private static final long HANDOVER = MILLISECONDS.toNanos(50);

  private final HttpClient http;
  private final int maxBodyBytes;
  private final boolean publicAddressesOnly;

  SingleSend(HttpSettings settings) {
    this.http =
        HttpClient.newBuilder()
            // HTTP/2 would repeat by itself what a server's GOAWAY calls unprocessed.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .build();
    this.maxBodyBytes = settings.maxBodyBytes();
    this.publicAddressesOnly = settings.publicAddressesOnly();
  }

  /**
   * Sends, and waits for the whole answer, undisturbed by interrupts.
   *
   * @throws ExchangeFailure if none came
   */
  @Override
  public Response execute(Request request, Request.Options options) throws ExchangeFailure {
    var body = new OneTimeBody(request.body());
    int limit = options.readTimeoutMillis();
    long end = System.nanoTime() + MILLISECONDS.toNanos(limit);
    try {
      requirePublic(request, end);
      // Asynchronously: then the client's own threads connect and write, and nobody interrupts
      // those, which would close the channel.
      var answer = new BoundedBody(maxBodyBytes);
      var pending = http.sendAsync(outgoing(request, body), info -> answer);
      return incoming(request, await(pending, end, answer::breakOff));
    } catch (IllegalArgumentException e) {
      // Its message quotes the header that it does not like.
      throw new ExchangeFailure("The request holds what HTTP does not allow", !body.withdraw());
    } catch (TimeoutException e) {
      throw new ExchangeFailure("No whole answer within " + limit + " ms", !body.withdraw());
    } catch (ExecutionException e) {
      throw failure(e.getCause(), !body.withdraw());
    }
  }

  private static HttpRequest outgoing(Request request, OneTimeBody body) {
    var outgoing =
        HttpRequest.newBuilder(URI.create(request.url())).method(request.httpMethod().name(), body);
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> header(outgoing, name, value)));
    return outgoing.build();
  }

  private static void header(HttpRequest.Builder outgoing, String name, String value) {
    // The JDK counts the body itself and refuses to be told.
    if (!name.equalsIgnoreCase("Content-Length")) {
      outgoing.header(name, value);
    }
  }

  private static Response incoming(Request request, HttpResponse<byte[]> answer)
      throws ExchangeFailure {
    for (String encoding : answer.headers().allValues("Content-Encoding")) {
      if (PACKED.contains(encoding.strip().toLowerCase(Locale.ROOT))) {
        throw new ExchangeFailure("The answer is compressed, which was not asked for");
      }
    }
    return Response.builder()
        .request(request)
        .status(answer.statusCode())
        .headers(new HashMap<>(answer.headers().map()))
        .body(answer.body())
        .build();
  }

  /** A slow name server holds up nobody but those who ask it, and not the JDK's common pool. */
  private static void elsewhere(Runnable lookUp) {
    var thread = new Thread(lookUp, "address-look-up");
    thread.setDaemon(true);
    thread.start();
  }

  /** Elsewhere, since nobody can end a look-up that takes too long. */
  private void requirePublic(Request request, long end)
      throws ExecutionException, TimeoutException, ExchangeFailure {
    String host = URI.create(request.url()).getHost();
    if (publicAddressesOnly
        && await(
                CompletableFuture.supplyAsync(
                    () -> Optional.ofNullable(Addresses.privateOne(host)), SingleSend::elsewhere),
                end,
                () -> false)
            .isPresent()) {
      throw new ExchangeFailure(host + " has a private address", false);
    }
  }

  /**
   * Waits until the end.
   *
   * @param enough asked then whether there is a result after all, which is waited for in turn
   */
  private static <T> T await(CompletableFuture<T> pending, long end, BooleanSupplier enough)
      throws ExecutionException, TimeoutException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return pending.get(Math.max(end - System.nanoTime(), HANDOVER), NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          if (!enough.getAsBoolean() && pending.cancel(true)) {
            throw e;
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ExchangeFailure failure(@Nullable Throwable cause, boolean sent) {
    if (cause instanceof ExchangeFailure known) {
      return known;
    }
    var words = new StringBuilder();
    for (Throwable each = cause; each != null; each = each.getCause()) {
      words.append(words.isEmpty() ? "" : ": ").append(each.getClass().getSimpleName());
      if (!sent && each.getMessage() != null) {
        // Once something was sent, the JDK's messages quote what came back.
        words.append(" (").append(each.getMessage()).append(')');
      }
    }
    return new ExchangeFailure(words.toString(), sent);
  }
}
