package dev.tokenkeeper.testkit.simulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's HTTP server on loopback, with a bounded pool of daemon threads. */
final class LoopbackServer implements AutoCloseable {

  private static final int BACKLOG = 1024;

  static {
    // Read once per JVM, when the first server is made. Without nodelay every answer waits 40 ms
    // for the peer's delayed ACK.
    setIfAbsent("sun.net.httpserver.nodelay", "true");
    // By default the server hangs up on a connection after 30 idle seconds, and on any beyond 200
    // idle ones; a pooled client then loses a POST that no test asked it to lose.
    setIfAbsent("sun.net.httpserver.idleInterval", "86400");
    setIfAbsent("sun.net.httpserver.maxIdleConnections", "100000");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final URI baseUri;
  private boolean serving;

  /** Has the port, and lets clients wait until it serves. */
  LoopbackServer(String name, int port, int threadCount) {
    this.server = bind(port);
    this.threads = Executors.newFixedThreadPool(threadCount, daemons(name));
    InetSocketAddress address = server.getAddress();
    this.baseUri =
        URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  void serve(HttpHandler handler) {
    server.createContext("/", handler);
    server.setExecutor(threads);
    server.start();
    serving = true;
  }

  URI baseUri() {
    return baseUri;
  }

  URI uri(String path) {
    return baseUri.resolve(path);
  }

  @Override
  public void close() {
    if (!serving) {
      // Only the thread that accepts connections lets go of the port.
      server.start();
    }
    server.stop(0);
    threads.shutdownNow();
    try {
      threads.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer bind(int port) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on loopback port " + port, e);
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
