package dev.tokenkeeper.server;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class ManifestVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "Token Keeper " + Objects.requireNonNullElse(version, "(not from its jar)"),
      "Java " + Runtime.version()
    };
  }
}
