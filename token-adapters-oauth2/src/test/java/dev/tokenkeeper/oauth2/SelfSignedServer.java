package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS server that nobody has a reason to trust. */
final class SelfSignedServer implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLServerSocket socket;
  private final CompletableFuture<String> plaintext;

  private SelfSignedServer(SSLServerSocket socket) {
    this.socket = socket;
    this.plaintext = CompletableFuture.supplyAsync(this::readOne, task -> new Thread(task).start());
  }

  static SelfSignedServer start(Path folder) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(folder).getKeyManagers(), null, null);
    return new SelfSignedServer(
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress()));
  }

  int port() {
    return socket.getLocalPort();
  }

  /** What a client said after the handshake; empty if none got that far. */
  String plaintext() {
    return plaintext.join();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String readOne() {
    try (var client = (SSLSocket) socket.accept()) {
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException handshakeFailed) {
      return "";
    }
  }

  private static KeyManagerFactory keys(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("keys.p12");
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "x",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    return keys;
  }
}
