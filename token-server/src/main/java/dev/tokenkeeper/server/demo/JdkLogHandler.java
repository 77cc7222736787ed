package dev.tokenkeeper.server.demo;

import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on what is logged through {@code java.util.logging}, which else goes to the console. */
final class JdkLogHandler extends Handler {
  private final SimpleFormatter formatter = new SimpleFormatter();

  @Override
  public void publish(LogRecord message) {
    Logger log =
        LoggerFactory.getLogger(Objects.requireNonNullElse(message.getLoggerName(), "jdk"));
    log.atLevel(level(message.getLevel()))
        .setCause(message.getThrown())
        .log(formatter.formatMessage(message));
  }

  private static org.slf4j.event.Level level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return org.slf4j.event.Level.ERROR;
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return org.slf4j.event.Level.WARN;
    }
    return level.intValue() >= Level.INFO.intValue()
        ? org.slf4j.event.Level.INFO
        : org.slf4j.event.Level.TRACE;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
