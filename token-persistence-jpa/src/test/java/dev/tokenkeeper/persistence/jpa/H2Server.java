package dev.tokenkeeper.persistence.jpa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.tools.Server;

/**
 * H2 over TCP, so that several processes can share one of its files. It turns away clients that are
 * not of this machine.
 */
final class H2Server {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Started by the first who asks. */
  private static final class Started {
    static final Path FOLDER = folder();
    static final Server SERVER = start(FOLDER);
  }

  private H2Server() {}

  static RealDatabase newDatabase() {
    String name = "tokenkeeper_" + DATABASES.incrementAndGet();
    Started.FOLDER.resolve(name + ".mv.db").toFile().deleteOnExit();
    String url =
        "jdbc:h2:tcp://127.0.0.1:%d/./%s;WRITE_DELAY=0;TRACE_LEVEL_FILE=0"
            .formatted(Started.SERVER.getPort(), name);
    return new RealDatabase("H2", url, "sa", null);
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("h2");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Server start(Path folder) {
    try {
      return Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
          .start();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
