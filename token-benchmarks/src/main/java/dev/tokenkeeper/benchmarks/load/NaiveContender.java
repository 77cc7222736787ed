package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.process.Fingerprint;
import dev.tokenkeeper.benchmarks.provider.PlainClient;
import dev.tokenkeeper.benchmarks.provider.PlainClient.Grant;
import java.sql.SQLException;

/** Who just does SELECT, POST and UPDATE, on a table of their own. */
final class NaiveContender implements Contender {
  private final PlainClient client;
  private final NaiveRow row;

  NaiveContender(Site site) throws SQLException {
    this.client = site.client();
    this.row = new NaiveRow(site.database().url());
    row.create();
  }

  @Override
  public String name() {
    return "naive";
  }

  @Override
  public Class<?> program() {
    return NaiveProcess.class;
  }

  @Override
  public boolean logIn() throws Exception {
    row.update(client.login(USER).orElseThrow());
    return true;
  }

  @Override
  public Holding holding() throws SQLException {
    Grant grant = row.select();
    return new Holding(
        0, true, Fingerprint.of(grant.accessToken()), Fingerprint.of(grant.refreshToken()), 0);
  }

  @Override
  public void close() throws SQLException {
    row.close();
  }
}
