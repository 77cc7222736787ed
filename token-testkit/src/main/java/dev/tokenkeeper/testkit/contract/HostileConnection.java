package dev.tokenkeeper.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client's connection to a {@link HostileServer}, on whose thread all of it happens. */
final class HostileConnection {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
  private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked");
  private static final Pattern EXPECTS = Pattern.compile("(?i)\r\nexpect: *100-continue");
  private static final String LAST_CHUNK = "0\r\n\r\n";

  /**
   * A request that has arrived whole.
   *
   * @param head its first line and its headers
   * @param body without the marks of its chunks
   */
  record Request(String head, String body) {

    /** Returns its first line. */
    String line() {
      return head.lines().findFirst().orElse("");
    }

    /** Returns the header's value, or an empty text if there is none. */
    String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ':';
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst()
          .orElse("");
    }
  }

  private final SocketChannel channel;
  private final HostileServer server;
  private String unread = "";
  private boolean lineCounted;
  private boolean headSeen;
  private String dripping = "";
  private ByteBuffer flood = ByteBuffer.allocate(0);

  HostileConnection(SocketChannel channel, HostileServer server) {
    this.channel = channel;
    this.server = server;
  }

  void register(Selector selector) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  void write(String text) {
    var bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    while (bytes.hasRemaining() && channel.isOpen()) {
      write(bytes);
    }
  }

  void drip(String text) {
    dripping = text;
  }

  void flood(int bytes) {
    flood = ByteBuffer.wrap(" ".repeat(bytes).getBytes(ISO_8859_1));
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone, which is all that was wanted.
    }
  }

  void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // The client was quicker.
    }
    close();
  }

  boolean drips() {
    return !dripping.isEmpty();
  }

  void tick() {
    if (drips()) {
      write(dripping.substring(0, 1));
      dripping = channel.isOpen() ? dripping.substring(1) : "";
    }
  }

  /** Reads what there is, and goes on writing what did not fit. */
  void proceed(SelectionKey key) {
    if (key.isValid() && key.isReadable()) {
      read();
    }
    if (channel.isOpen() && flood.hasRemaining()) {
      write(flood);
    }
    if (key.isValid()) {
      int writing = flood.hasRemaining() ? SelectionKey.OP_WRITE : 0;
      key.interestOps(SelectionKey.OP_READ | writing);
    }
  }

  private void write(ByteBuffer bytes) {
    try {
      server.noteWritten(channel.write(bytes));
    } catch (IOException e) {
      close();
    }
  }

  private void read() {
    ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
    try {
      if (channel.read(bytes) < 0) {
        close();
      }
    } catch (IOException e) {
      close();
    }
    unread += new String(bytes.array(), 0, bytes.position(), ISO_8859_1);
    while (takeRequest()) {
      lineCounted = false;
      headSeen = false;
    }
  }

  private boolean takeRequest() {
    if (!lineCounted && unread.contains("\r\n")) {
      lineCounted = true;
      server.noteBegun();
    }
    int end = unread.indexOf("\r\n\r\n") + 4;
    if (end < 4) {
      return false;
    }
    String head = unread.substring(0, end);
    if (!headSeen && EXPECTS.matcher(head).find()) {
      write("HTTP/1.1 100 Continue\r\n\r\n");
    }
    headSeen = true;
    int whole = end + bodyLength(head, end);
    if (whole < end || unread.length() < whole) {
      return false;
    }
    var request = new Request(head, unchunked(head, unread.substring(end, whole)));
    unread = unread.substring(whole);
    server.answer(this, request);
    return true;
  }

  /** No form has a line break in it. */
  private static String unchunked(String head, String body) {
    return CHUNKED.matcher(head).find()
        ? body.replaceAll("[0-9A-Fa-f]+\\r\\n([^\\r]*)\\r\\n", "$1")
        : body;
  }

  /** Returns a negative number if the length is not known yet. */
  private int bodyLength(String head, int start) {
    if (CHUNKED.matcher(head).find()) {
      int last = unread.indexOf(LAST_CHUNK, start);
      return last < 0 ? -1 : last + LAST_CHUNK.length() - start;
    }
    Matcher length = LENGTH.matcher(head);
    return length.find() ? Integer.parseInt(length.group(1)) : 0;
  }
}
