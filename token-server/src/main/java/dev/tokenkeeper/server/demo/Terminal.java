package dev.tokenkeeper.server.demo;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a demo speaks.
 *
 * @param progress for people, while it runs and at its end
 * @param result for the JSON object, if it is asked for
 * @param live whether lines can be drawn over
 */
record Terminal(PrintWriter progress, PrintWriter result, boolean live) {

  /** With JSON, standard output is for the machine and people read standard error. */
  static Terminal of(CommandLine command, boolean json) {
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return json
        ? new Terminal(command.getErr(), command.getOut(), false)
        : new Terminal(command.getOut(), command.getOut(), !dumb && Ansi.AUTO.enabled());
  }

  /** Says something to people. */
  void say(String text) {
    progress.println(text);
  }

  /** Draws lines over those that were drawn before. */
  void redraw(int before, List<String> lines) {
    var text = new StringBuilder();
    if (before > 0) {
      text.append("\u001b[").append(before).append('A');
    }
    lines.forEach(line -> text.append(line).append("\u001b[K\n"));
    progress.print(text);
    progress.flush();
  }
}
