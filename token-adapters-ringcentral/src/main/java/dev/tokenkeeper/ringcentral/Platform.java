package dev.tokenkeeper.ringcentral;

import dev.tokenkeeper.oauth2.Problems;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an installation of RingCentral is (provider notes, 6.1). */
record Platform(URI server, @Nullable URI mediaServer) {

  URI authorizationUri() {
    return server.resolve("/restapi/oauth/authorize");
  }

  URI tokenUri() {
    return server.resolve("/restapi/oauth/token");
  }

  URI revocationUri() {
    return server.resolve("/restapi/oauth/revoke");
  }

  /** Where its access tokens may be sent. */
  Set<URI> origins() {
    Set<URI> origins = new LinkedHashSet<>();
    origins.add(server.resolve("/"));
    if (mediaServer != null) {
      origins.add(mediaServer.resolve("/"));
    }
    return origins;
  }

  /** The extension that an access token is for, at the server that issues it. */
  static URI ownExtension(URI tokenUri) {
    return tokenUri.resolve("/restapi/v1.0/account/~/extension/~");
  }

  /** Tells whether the server can be worked with; adds what is wrong with either. */
  boolean check(Problems problems) {
    int before = problems.found().size();
    checkOrigin(problems, "server", server);
    boolean fit = problems.found().size() == before;
    if (mediaServer != null) {
      checkOrigin(problems, "mediaServer", mediaServer);
    }
    return fit;
  }

  private static void checkOrigin(Problems problems, String property, URI uri) {
    problems.unlessFitForSecrets(property, uri);
    String path = uri.getRawPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    if (!bare || uri.getRawQuery() != null) {
      problems.add(property, "is more than a server", "Remove what follows the host and port.");
    }
  }
}
