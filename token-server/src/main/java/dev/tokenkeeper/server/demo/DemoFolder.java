package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of one kind of demo, in the hands of one process at a time. */
final class DemoFolder implements AutoCloseable {
  private final Path data;
  private final Path folder;
  private final FileChannel lock;

  private DemoFolder(Path data, Path folder, FileChannel lock) {
    this.data = data;
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Creates the folder where there is none, and takes it.
   *
   * @throws ConfigurationException if it cannot be written, or another process has it
   */
  static DemoFolder open(DemoSettings settings) {
    Path folder = settings.data().resolve(settings.folder());
    try {
      Files.createDirectories(folder);
      return new DemoFolder(settings.data(), folder, lock(folder));
    } catch (IOException e) {
      throw problem(folder + " cannot be written: " + e, "Name a folder that you may write to.");
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw problem(folder + " is in use by another demo", "End that one, or name another folder.");
    }
    return channel;
  }

  /** The system lets go of the lock when the process ends, however it ends. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Returns its name, which tells what kind of demo it is for. */
  String name() {
    return String.valueOf(folder.getFileName());
  }

  /** Returns a file or folder in it. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Returns a folder that all kinds of demo share. */
  Path shared(String name) {
    return data.resolve(name);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static ConfigurationException problem(String message, String remedy) {
    return new ConfigurationException("--data", message, remedy);
  }
}
