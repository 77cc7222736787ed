package dev.tokenkeeper.tink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.KeyCheck;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.testkit.InMemoryKeyCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes start on an empty database: exactly one keyset may win. */
class SimultaneousStartTest {
  private static final int PROCESSES = 4;
  private static final int ROUNDS = 25;
  private static final Secret SECRET = Secret.of("canary-secret");
  private static final SealedFor PLACE =
      SealedFor.login(AuthorizationId.of("t", "bsn", "user", "a"));

  @TempDir private Path directory = Path.of("");
  private final ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void cipher_processesWithOneFile_allHaveTheSameKey() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Path path = directory.resolve("round-" + round).resolve("keyset.json");
      List<Optional<TokenCipher>> started = startTogether(i -> path);

      assertThat(started).doesNotContain(Optional.empty());
      for (Optional<TokenCipher> one : started) {
        Ciphertext sealed = one.orElseThrow().seal(SECRET, PLACE);
        started.forEach(o -> assertThat(o.orElseThrow().open(sealed, PLACE)).isEqualTo(SECRET));
      }
      assertThat(path.getParent()).isDirectoryNotContaining(each -> !each.equals(path));
    }
  }

  @Test
  void cipher_processesWithFilesOfTheirOwn_oneWinsAndTheOthersRefuse() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Path root = directory.resolve("round-" + round);
      List<Optional<TokenCipher>> started =
          startTogether(i -> root.resolve("node-" + i).resolve("keyset.json"));

      assertThat(started.stream().filter(Optional::isPresent)).hasSize(1);
    }
  }

  /** A value whose key is in no file yet would lock everybody out after a crash. */
  @Test
  void cipher_firstStart_fileIsOnDiskBeforeTheValueIsStored() {
    Path path = directory.resolve("keyset.json");
    var watched =
        new Watched() {
          private boolean fileFirst;

          @Override
          void beforeStore() {
            fileFirst = Files.exists(path);
          }
        };
    new TinkSettings(path, "production").cipher(watched);

    assertThat(watched.fileFirst).isTrue();
  }

  @Test
  void cipher_otherNodeStoresItsValueFirst_refusesBeforeAnythingIsSealed() {
    Path path = directory.resolve("keyset.json");
    TinkSettings other = new TinkSettings(directory.resolve("other/keyset.json"), "production");
    var watched =
        new Watched() {
          @Override
          void beforeStore() {
            other.cipher(database);
          }
        };

    assertThatThrownBy(() -> new TinkSettings(path, "production").cipher(watched))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("does not hold the key of this database")
        .hasMessageContaining("replace it");
    assertThat(other.cipher(watched.database)).isNotNull();
  }

  private List<Optional<TokenCipher>> startTogether(IntFunction<Path> path) throws Exception {
    var database = new InMemoryKeyCheck();
    var barrier = new CyclicBarrier(PROCESSES);
    List<Future<Optional<TokenCipher>>> starting = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      var settings = new TinkSettings(path.apply(i), "production");
      starting.add(
          threads.submit(
              () -> {
                barrier.await(10, TimeUnit.SECONDS);
                return start(settings, database);
              }));
    }
    List<Optional<TokenCipher>> started = new ArrayList<>();
    for (Future<Optional<TokenCipher>> each : starting) {
      started.add(each.get(10, TimeUnit.SECONDS));
    }
    return started;
  }

  private static Optional<TokenCipher> start(TinkSettings settings, KeyCheck database) {
    try {
      return Optional.of(settings.cipher(database));
    } catch (ConfigurationException refused) {
      assertThat(refused).hasMessageContaining("Put the keyset here that the other nodes use");
      return Optional.empty();
    }
  }

  /** A database on which something happens just before the value is stored. */
  private abstract static class Watched implements KeyCheck {
    final InMemoryKeyCheck database = new InMemoryKeyCheck();

    abstract void beforeStore();

    @Override
    public Optional<byte[]> stored() {
      return database.stored();
    }

    @Override
    public boolean storeIfAbsent(byte[] value) {
      beforeStore();
      return database.storeIfAbsent(value);
    }

    @Override
    public boolean nothingSealed() {
      return database.nothingSealed();
    }
  }
}
