package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP server by hand, which counts what arrives at its sockets. One thread does all of it, so
 * that once it has nothing left to read, everything that was sent is counted.
 */
final class RawServer implements AutoCloseable {

  /** Answers a request that has arrived whole, or does not. */
  interface Script {
    void on(Request request) throws IOException;
  }

  /** A request: the how manieth, what it said, and where to answer. */
  record Request(int number, String head, String body, SocketChannel channel) {
    void write(String raw) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(raw.getBytes(ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    void answer(int status, String body, String... headers) throws IOException {
      write(
          "HTTP/1.1 "
              + status
              + " Said\r\nContent-Length: "
              + body.length()
              + "\r\n"
              + String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList())
              + "\r\n"
              + body);
    }

    void close() throws IOException {
      channel.close();
    }

    void reset() throws IOException {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.close();
    }
  }

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final Script script;
  private final Queue<Runnable> afterwards = new ConcurrentLinkedQueue<>();
  private final AtomicInteger heads = new AtomicInteger();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "raw-server");
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile String greeting = "";
  private boolean running = true;

  private RawServer(Script script) throws IOException {
    this.script = script;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    thread.setDaemon(true);
  }

  static RawServer start(Script script) throws IOException {
    var server = new RawServer(script);
    server.thread.start();
    return server;
  }

  static RawServer answering(int status, String body, String... headers) throws IOException {
    return start(request -> request.answer(status, body, headers));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.socket().getLocalPort() + path);
  }

  /** Says this to whoever connects from now on, before anything is asked. */
  void greetWith(String words) {
    greeting = words;
  }

  /** How many requests began to arrive, with or without their bodies. */
  int heads() {
    settle();
    return heads.get();
  }

  /** The requests that arrived whole. */
  List<Request> requests() {
    settle();
    return List.copyOf(requests);
  }

  /** Does something on the server's own thread once nothing is left to be read. */
  void afterwards(Script then) {
    afterwards.add(() -> quietly(then, requests.get(requests.size() - 1)));
    selector.wakeup();
  }

  /** Closes every connection, too. */
  @Override
  public void close() {
    afterwards.add(() -> running = false);
    selector.wakeup();
  }

  /** Completes once nothing of it is left. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  private void settle() {
    var settled = new CompletableFuture<Void>();
    afterwards.add(() -> settled.complete(null));
    selector.wakeup();
    settled.join();
  }

  private void run() {
    try {
      while (running) {
        selector.select();
        do {
          for (SelectionKey key : selector.selectedKeys()) {
            handle(key);
          }
          selector.selectedKeys().clear();
        } while (selector.selectNow() > 0);
        for (Runnable next = afterwards.poll(); next != null; next = afterwards.poll()) {
          next.run();
        }
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
      closed.complete(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(SelectionKey key) throws IOException {
    if (key.isAcceptable()) {
      SocketChannel channel = server.accept();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
      channel.write(ByteBuffer.wrap(greeting.getBytes(ISO_8859_1)));
    } else if (key.attachment() instanceof Connection connection) {
      connection.read();
    }
  }

  private static void quietly(Script then, Request request) {
    try {
      then.on(request);
    } catch (IOException gone) {
      // The client has left; some tests are about that.
    }
  }

  private final class Connection {
    private final SocketChannel channel;
    private String unread = "";
    private boolean headCounted;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    void read() throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
      try {
        if (channel.read(bytes) < 0) {
          channel.close();
        }
      } catch (IOException reset) {
        channel.close();
      }
      unread += new String(bytes.array(), 0, bytes.position(), ISO_8859_1);
      parse();
    }

    private void parse() {
      int end = unread.indexOf("\r\n\r\n");
      if (end < 0) {
        return;
      }
      if (!headCounted) {
        headCounted = true;
        heads.incrementAndGet();
      }
      String head = unread.substring(0, end);
      Matcher length = LENGTH.matcher(head);
      int whole = end + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
      if (unread.length() >= whole) {
        var request =
            new Request(requests.size() + 1, head, unread.substring(end + 4, whole), channel);
        unread = unread.substring(whole);
        headCounted = false;
        requests.add(request);
        quietly(script, request);
        parse();
      }
    }
  }
}
