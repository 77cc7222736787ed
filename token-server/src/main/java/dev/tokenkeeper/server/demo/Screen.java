package dev.tokenkeeper.server.demo;

import java.time.Duration;

/** Shows a person how a run goes. Belongs to one thread. */
interface Screen {

  /** Returns how long to wait between two moments. */
  Duration period();

  /** Shows a moment. */
  void show(Moment moment);

  /** Returns what suits the terminal. */
  static Screen on(Terminal terminal, DemoSettings settings, String world) {
    return terminal.live() ? new LiveScreen(terminal, settings, world) : new PlainScreen(terminal);
  }
}
