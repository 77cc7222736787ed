package dev.tokenkeeper.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** A command as a person runs it: what it wrote where, and how it ended. */
record CommandLineRun(int exitCode, String out, String err) {

  static CommandLineRun of(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  /** A demo that ends before it has begun to matter. */
  static CommandLineRun shortDemo(Path data) {
    return of("demo", "--seconds", "1", "--users", "2", "--data", data.toString());
  }

  List<String> errors() {
    return err.lines().toList();
  }
}
