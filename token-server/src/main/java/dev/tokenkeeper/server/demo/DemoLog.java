package dev.tokenkeeper.server.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/** Sends everything that anybody logs to one file and nothing to the console. */
final class DemoLog {
  private static final String PATTERN = "%d{ISO8601,UTC} %-5level [%thread] %logger - %msg%n";

  private DemoLog() {}

  /** Begins to append to a file; what was logged to before is closed. */
  static void writeTo(Path file) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender(context, file));
    redirectJdkLogging();
  }

  private static FileAppender<ILoggingEvent> appender(LoggerContext context, Path file) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    var appender = new FileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private static void redirectJdkLogging() {
    LogManager.getLogManager().reset();
    Handler handler = new JdkLogHandler();
    LogManager.getLogManager().getLogger("").addHandler(handler);
  }
}
