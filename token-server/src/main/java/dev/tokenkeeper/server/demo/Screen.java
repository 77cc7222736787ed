package dev.tokenkeeper.server.demo;

import java.time.Duration;

/** Shows a person how a run goes. Belongs to one thread. */
interface Screen {

  /** Returns how long to wait between two moments. */
  Duration period();

  /** Tells whether it shows single authorizations, which have to be read for that. */
  boolean showsStandings();

  /** Shows a moment. */
  void show(Moment moment);

  /** Returns what suits the terminal. */
  static Screen on(Terminal terminal, DemoSettings settings) {
    return terminal.live() ? new LiveScreen(terminal, settings) : new PlainScreen(terminal);
  }
}
