package dev.tokenkeeper.oauth2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An authority, and certificates from it for servers that keep to the rules and that do not. */
final class Certificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** What is wrong with a server's certificate. */
  enum Kind {
    GOOD("dns:localhost", "-validity", "2"),
    EXPIRED("dns:localhost", "-startdate", "-9d", "-validity", "1"),
    NOT_YET("dns:localhost", "-startdate", "+9d", "-validity", "9"),
    OTHER_HOST("dns:localhost.example", "-validity", "2");

    private final String host;
    private final List<String> times;

    Kind(String host, String... times) {
      this.host = host;
      this.times = List.of(times);
    }

    private String alias() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Path file;
  private final KeyStore all = KeyStore.getInstance("PKCS12");

  Certificates(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
    file = folder.resolve("keys.p12");
    make("authority", "CN=Authority", List.of("-ext", "bc:critical=ca:true"));
    for (Kind kind : Kind.values()) {
      List<String> options = new ArrayList<>(kind.times);
      options.addAll(List.of("-signer", "authority", "-ext", "san=" + kind.host));
      make(kind.alias(), "CN=Server", options);
    }
    try (var in = Files.newInputStream(file)) {
      all.load(in, PASSWORD);
    }
  }

  /** A virtual machine that trusts the authority. */
  SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore trusted = empty();
    trusted.setCertificateEntry("authority", all.getCertificate("authority"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return context(null, trust);
  }

  /** A server with such a certificate. */
  SSLContext server(Kind kind) throws GeneralSecurityException, IOException {
    KeyStore one = empty();
    one.setKeyEntry(
        "server",
        all.getKey(kind.alias(), PASSWORD),
        PASSWORD,
        all.getCertificateChain(kind.alias()));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD);
    return context(keys, null);
  }

  private static SSLContext context(
      @Nullable KeyManagerFactory keys, @Nullable TrustManagerFactory trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        keys == null ? null : keys.getKeyManagers(),
        trust == null ? null : trust.getTrustManagers(),
        null);
    return context;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, PASSWORD);
    return empty;
  }

  private void make(String alias, String name, List<String> options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                alias,
                "-dname",
                name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(options);
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("No certificate for " + alias);
    }
  }
}
