package dev.tokenkeeper.testkit.contract;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An HTTP server by hand, on loopback, which misbehaves as it is told and counts what arrives at
 * its sockets. One thread does all of it: once that has nothing left to read, everything that was
 * sent before is counted.
 */
final class HostileServer implements AutoCloseable {
  private static final int TICK_MILLIS = 20;
  private static final int PATIENCE_SECONDS = 30;

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final Queue<Runnable> afterwards = new ConcurrentLinkedQueue<>();
  private final Deque<Behaviour> script = new ArrayDeque<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();
  private final List<HostileConnection.Request> requests = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean hangsUp;
  private boolean running = true;

  private HostileServer() throws IOException {
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Starts one that says nothing to anybody. */
  static HostileServer start() {
    try {
      var server = new HostileServer();
      var thread = new Thread(server::run, "hostile-server");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("No server on loopback", e);
    }
  }

  /** Returns its address, without a path. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.socket().getLocalPort());
  }

  /** Does these about the next requests, one each, and the last about all further ones. */
  void plays(Behaviour... behaviours) {
    synchronized (script) {
      script.clear();
      script.addAll(List.of(behaviours));
    }
  }

  /** Closes every connection from now on before anything is read from it. */
  void hangsUpOnArrival() {
    hangsUp = true;
  }

  /** Returns how many connections were made. */
  int connections() {
    settle();
    return connections.get();
  }

  /** Returns how many requests began to arrive, counted by their first lines. */
  int begun() {
    settle();
    return begun.get();
  }

  /** Returns the requests that arrived whole. */
  List<HostileConnection.Request> requests() {
    settle();
    return List.copyOf(requests);
  }

  /** Returns how many bytes of its answers were taken from it. */
  long written() {
    return written.get();
  }

  /** Closes every connection, and its port, before it returns. */
  @Override
  public void close() {
    afterwards.add(() -> running = false);
    selector.wakeup();
    ended.orTimeout(PATIENCE_SECONDS, SECONDS).join();
  }

  private void settle() {
    var settled = new CompletableFuture<Void>();
    afterwards.add(() -> settled.complete(null));
    selector.wakeup();
    CompletableFuture.anyOf(settled, ended).orTimeout(PATIENCE_SECONDS, SECONDS).join();
  }

  private void run() {
    try (selector;
        listener) {
      while (running) {
        selector.select(anybodyDrips() ? TICK_MILLIS : 0);
        do {
          selector.selectedKeys().forEach(this::handle);
          selector.selectedKeys().clear();
        } while (selector.selectNow() > 0);
        selector.keys().forEach(HostileServer::tick);
        for (Runnable next = afterwards.poll(); next != null; next = afterwards.poll()) {
          next.run();
        }
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The selector failed", e);
    } finally {
      ended.complete(null);
    }
  }

  private boolean anybodyDrips() {
    return selector.keys().stream()
        .anyMatch(key -> key.attachment() instanceof HostileConnection each && each.drips());
  }

  private static void tick(SelectionKey key) {
    if (key.attachment() instanceof HostileConnection each) {
      each.tick();
    }
  }

  private void handle(SelectionKey key) {
    if (key.attachment() instanceof HostileConnection connection) {
      connection.proceed(key);
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      SocketChannel channel = listener.accept();
      if (channel == null) {
        return;
      }
      connections.incrementAndGet();
      if (hangsUp) {
        channel.close();
      } else {
        new HostileConnection(channel, this).register(selector);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A connection could not be accepted", e);
    }
  }

  void noteBegun() {
    begun.incrementAndGet();
  }

  void noteWritten(int bytes) {
    written.addAndGet(bytes);
  }

  void answer(HostileConnection client, HostileConnection.Request request) {
    requests.add(request);
    next().on(client, request);
  }

  private Behaviour next() {
    synchronized (script) {
      if (script.isEmpty()) {
        return Behaviour.silent();
      }
      return script.size() == 1 ? script.getFirst() : script.removeFirst();
    }
  }
}
