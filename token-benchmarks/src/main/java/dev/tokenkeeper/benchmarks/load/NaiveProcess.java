package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.process.Fingerprint;
import dev.tokenkeeper.benchmarks.process.Parent;
import dev.tokenkeeper.benchmarks.provider.PlainClient;
import dev.tokenkeeper.benchmarks.provider.PlainClient.Grant;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What most write: SELECT the tokens; if they must be renewed, POST and UPDATE. Tells and obeys
 * what a {@link LoadedKeeper} does in a storm.
 */
final class NaiveProcess {
  private final PlainClient client;
  private final BlockingQueue<NaiveRow> connections = new LinkedBlockingQueue<>();
  private final Callers callers;

  private NaiveProcess(LoadPlan plan) throws SQLException {
    this.client = new PlainClient(plan.tokenUri());
    this.callers = new Callers(plan.callers());
    for (int i = 0; i < plan.callers(); i++) {
      connections.add(new NaiveRow(plan.databaseUrl()));
    }
  }

  public static void main(String... args) throws SQLException {
    var process = new NaiveProcess(LoadPlan.of(args));
    Parent.tell("ready");
    Parent.obey(process::obey);
  }

  private void obey(List<String> order) {
    switch (order.get(0)) {
      case "take" -> Parent.tell("taken", Fingerprint.of(take()));
      case "storm" -> storm(Long.parseLong(order.get(2)));
      case "close" -> System.exit(0);
      default -> throw new IllegalArgumentException("No such order: " + order.get(0));
    }
  }

  private String take() {
    try {
      NaiveRow row = connections.take();
      String token = row.select().accessToken();
      connections.add(row);
      return token;
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException("The row cannot be read", e);
    }
  }

  private void storm(long atMillis) {
    String refused = take();
    callers.callAt(atMillis, () -> Fingerprint.of(newerThan(refused)));
  }

  private String newerThan(String refused) throws Exception {
    NaiveRow row = connections.take();
    try {
      Grant stored = row.select();
      if (!stored.accessToken().equals(refused)) {
        return stored.accessToken();
      }
      Grant grant =
          client
              .refresh(stored.refreshToken())
              .orElseThrow(() -> new IOException("The refresh token is refused"));
      row.update(grant);
      return grant.accessToken();
    } finally {
      connections.add(row);
    }
  }
}
