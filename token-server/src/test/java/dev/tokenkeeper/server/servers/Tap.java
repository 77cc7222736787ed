package dev.tokenkeeper.server.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line to a server on this machine that sees every request and can be cut. One exchange for each
 * connection, so that what is counted are requests and not reused connections.
 */
final class Tap implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  /** Where an exchange is cut. */
  enum Cut {
    /** The server never gets the request. */
    REQUEST,
    /** The server has acted, and nobody hears of it. */
    ANSWER
  }

  private final ServerSocket door;
  private final int server;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Queue<Cut> cuts = new ConcurrentLinkedQueue<>();
  private volatile int forgotten;

  private Tap(ServerSocket door, int server) {
    this.door = door;
    this.server = server;
  }

  /** Opens a line to the server on this port. */
  static Tap on(int server) throws IOException {
    var tap = new Tap(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
    daemon(tap::accept);
    return tap;
  }

  /** Returns the same address, by way of this line. */
  URI at(URI uri) {
    return URI.create(base() + uri.getRawPath());
  }

  /** Returns the address of this end. */
  String base() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /** Cuts the next exchange for tokens. */
  void cutNext(Cut where) {
    cuts.add(where);
  }

  /** Returns what was asked of the server since the last time it was forgotten, oldest first. */
  List<Seen> seen() {
    return List.copyOf(seen.subList(forgotten, seen.size()));
  }

  /** What has been asked so far is not part of what is counted. */
  void forget() {
    forgotten = seen.size();
  }

  /** Returns the refresh token that the server gave last, forgotten or not. */
  String refreshToken() {
    List<String> given =
        seen.stream().map(each -> each.field("refresh_token")).filter(t -> !t.isEmpty()).toList();
    return given.get(given.size() - 1);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        daemon(() -> exchange(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void exchange(Socket accepted) {
    try (Socket client = accepted) {
      String head = head(client.getInputStream());
      if (!head.isEmpty()) {
        String body = body(client.getInputStream(), head);
        byte[] answer = pass(head, body);
        client.getOutputStream().write(answer);
      }
    } catch (IOException theOtherEndIsGone) {
      // It will say so itself.
    }
  }

  /** Returns what is to be handed back: nothing if the line is cut. */
  private byte[] pass(String head, String body) throws IOException {
    String path = head.split(" ", 3)[1].split("\\?", 2)[0];
    @Nullable Cut cut = path.endsWith("/token") ? cuts.poll() : null;
    byte[] answer = cut == Cut.REQUEST ? new byte[0] : ask(head, body);
    seen.add(new Seen(path, body, new String(answer, ISO_8859_1), cut == null));
    return cut == null ? answer : new byte[0];
  }

  private byte[] ask(String head, String body) throws IOException {
    String last = head.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server)) {
      socket.getOutputStream().write((last + body).getBytes(ISO_8859_1));
      return socket.getInputStream().readAllBytes();
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      if (next == '\n' && head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(ISO_8859_1);
      }
    }
    return "";
  }

  private static String body(InputStream in, String head) throws IOException {
    Matcher length = LENGTH.matcher(head);
    int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return new String(in.readNBytes(bytes), ISO_8859_1);
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "tap");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
