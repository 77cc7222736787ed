package dev.tokenkeeper.server;

import static java.util.stream.Collectors.joining;

import com.google.inject.CreationException;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.server.demo.DemoCommand;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a person is told when a command ends early: a line for each problem, never a trace. */
final class FailureReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** As in sysexits.h: an internal software error. */
  static final int UNEXPECTED = 70;

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    print(command.getErr(), Stream.of(Objects.requireNonNullElse(e.getMessage(), "bad input")));
    command.getErr().printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    LoggerFactory.getLogger(FailureReport.class).warn("The command has ended early", e);
    List<TokenKeeperException> known = known(e).distinct().toList();
    if (known.isEmpty()) {
      String what = "unexpected failure: " + e.getClass().getName();
      print(command.getErr(), Stream.of(what + log(command)));
      return UNEXPECTED;
    }
    print(command.getErr(), known.stream().flatMap(each -> lines(each, command)));
    return ExitCode.USAGE;
  }

  /** Settings name their remedy; for anything else the log may have to be read. */
  private static Stream<String> lines(TokenKeeperException known, CommandLine command) {
    return known instanceof ConfigurationException settings
        ? settings.problems().stream().map(Problem::toString)
        : Stream.of(known.getMessage() + log(command));
  }

  private static String log(CommandLine command) {
    return command.getCommand() instanceof DemoCommand demo
        ? demo.log().map(file -> "; more in " + file).orElse("")
        : "";
  }

  /** What Token Keeper has said on purpose, wherever it was wrapped on its way here. */
  private static Stream<TokenKeeperException> known(@Nullable Throwable e) {
    if (e == null) {
      return Stream.empty();
    }
    if (e instanceof TokenKeeperException known) {
      return Stream.of(known);
    }
    return Stream.concat(messages(e), Stream.of(e))
        .map(FailureReport::cause)
        .flatMap(FailureReport::known);
  }

  private static @Nullable Throwable cause(Object wrapper) {
    return wrapper instanceof Message message
        ? message.getCause()
        : ((Throwable) wrapper).getCause();
  }

  private static Stream<?> messages(Throwable e) {
    Collection<Message> messages =
        e instanceof CreationException creation
            ? creation.getErrorMessages()
            : e instanceof ProvisionException provision ? provision.getErrorMessages() : List.of();
    return messages.stream();
  }

  private static void print(PrintWriter err, Stream<String> lines) {
    err.println(lines.map(line -> "tokenkeeper: " + line).collect(joining(System.lineSeparator())));
  }
}
