package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.RevocationReach;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a provider's file: first all that stands in it, then what its issuer says. */
final class ProviderReader {
  private static final Set<String> PROFILES =
      Set.of("atlassian", "auth0", "cognito", "github", "okta", "salesforce", "slack", "xero");
  private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private final Setting root;
  private final boolean consentWritten;
  private final @Nullable Path directory;
  private final @Nullable ClientSecrets secrets;
  private final Problems problems = new Problems("");
  private final Section all;

  ProviderReader(Setting written, @Nullable Path directory, @Nullable ClientSecrets secrets) {
    this.root = overProfile(written);
    this.consentWritten = written.fields() != null && written.fields().containsKey("authorize");
    this.directory = directory;
    this.secrets = secrets;
    this.all = Section.all(root, problems);
  }

  /** All that stands in the file; the endpoints may be missing. */
  private record Written(
      String id,
      @Nullable String issuer,
      boolean publicOnly,
      EndpointSettings endpoint,
      @Nullable URI token,
      @Nullable URI page,
      ProviderProfile profile,
      @Nullable Consent consent,
      @Nullable String owner,
      boolean storedLogins,
      Set<URI> origins) {

    /** Whether nobody has to be asked for an endpoint. */
    boolean isWhole() {
      return token != null && (consent == null || page != null);
    }
  }

  ConfiguredProvider read() {
    Written written = written();
    Set<String> hosts = allowedHosts();
    all.end();
    EndpointReader.check(written.endpoint(), root, problems);
    problems.throwIfAny();
    return provider(written, found(written, hosts));
  }

  private Written written() {
    boolean publicOnly = !all.flag("allowPrivateAddresses", false);
    Section endpoints = all.section("endpoints");
    EndpointSettings endpoint =
        new EndpointReader(all, directory, secrets).read(endpoints, publicOnly);
    var written =
        new Written(
            id(),
            issuer(),
            publicOnly,
            endpoint,
            endpoints.has("token") ? endpoint.tokenUri() : null,
            endpoints.uri("authorization"),
            new ProfileReader(all, endpoint.http().exchangeTimeout()).read(),
            consent(),
            owner(endpoint.dialect()),
            all.flag("storedLogins", false),
            origins());
    endpoints.end();
    if (!written.isWhole() && !all.has("issuer")) {
      all.add("issuer", "is missing", "Set it, or endpoints.token and endpoints.authorization.");
    }
    return written;
  }

  private Discovery.Found found(Written written, Set<String> hosts) {
    Discovery.Found found = null;
    String issuer = written.issuer();
    if (!written.isWhole() && issuer != null) {
      requirePublic(written, "issuer", URI.create(issuer));
      problems.throwIfAny();
      String property = root.placeOf("issuer") + " issuer";
      found = new Discovery(issuer, hosts, written.publicOnly(), problems, property).ask();
      problems.throwIfAny();
    }
    return found == null ? new Discovery.Found(null, null, null, false) : found;
  }

  private ConfiguredProvider provider(Written written, Discovery.Found found) {
    EndpointSettings endpoint = written.endpoint();
    URI token = written.token() == null ? found.token() : written.token();
    URI page = written.page() == null ? found.authorization() : written.page();
    URI revocation =
        endpoint.revocationUri() == null ? found.revocation() : endpoint.revocationUri();
    IdentityExchange identity = endpoint.identity();
    Consent consent = written.consent();
    requireFound("token", token);
    if (consent != null) {
      requireFound("authorization", page);
    }
    requireRevocable(written.profile(), revocation);
    requirePublic(written, "endpoints.token", token);
    requirePublic(written, "endpoints.revocation", revocation);
    requirePublic(written, "identity.uri", identity == null ? null : identity.uri());
    problems.throwIfAny();
    boolean revocable = revocation != null && written.profile().revocable();
    return new ConfiguredProvider(
        written.id(),
        revocable ? written.profile() : irrevocable(written.profile()),
        EndpointReader.at(endpoint, found(token), revocable ? revocation : null),
        consent == null
            ? null
            : consent.at(found(page), endpoint, written.issuer(), found.sendsIssuer()),
        written.owner(),
        written.storedLogins(),
        written.origins());
  }

  private static URI found(@Nullable URI uri) {
    return Objects.requireNonNull(uri, "What is missing was told before");
  }

  private static Setting overProfile(Setting written) {
    Setting named = written.fields() == null ? null : written.fields().get("profile");
    String profile = named == null ? null : named.text();
    if (profile == null || !PROFILES.contains(profile)) {
      return written;
    }
    String file = "profiles/" + profile + ".yaml";
    try (InputStream resource = ProviderReader.class.getResourceAsStream(file)) {
      if (resource == null) {
        throw new IllegalStateException(file + " is not in our own jar");
      }
      return written.over(Setting.read(file, new String(resource.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException("Our own jar cannot be read", e);
    }
  }

  private String id() {
    String profile = all.text("profile");
    if (profile != null && !PROFILES.contains(profile)) {
      all.add("profile", "is '" + profile + "'", "Use one of " + new TreeSet<>(PROFILES) + '.');
    }
    all.text("source");
    all.text("asOf");
    String id = all.required("id", "Give the provider a name of your own.");
    if (all.has("id") && !id.matches(ID)) {
      all.add("id", "is not fit to be a key", "Use letters, digits, '.', '_' or '-'.");
    }
    return id;
  }

  /** The page for consent but for where it is; null if no browser is sent there. */
  private @Nullable Consent consent() {
    Section section = all.section("authorize");
    URI redirect = all.uri("redirectUri");
    if (consentWritten && !all.has("redirectUri")) {
      all.add("redirectUri", "is missing, though 'authorize' is there", "Set it, or remove that.");
    }
    return Consent.read(section, all.has("redirectUri") ? redirect : null);
  }

  private Set<URI> origins() {
    Set<URI> origins = all.uris("origins");
    for (URI each : origins) {
      boolean bare = each.getRawPath().isEmpty() || each.getRawPath().equals("/");
      if (!bare || each.getRawQuery() != null) {
        all.add("origins", "has more than a server", "Remove what follows the host and port.");
      }
    }
    return origins;
  }

  private @Nullable String owner(Dialect dialect) {
    String owner = all.section("answer").text("owner");
    if (owner != null && !dialect.keptFields().contains(owner)) {
      problems.add(
          root.placeOf("answer.owner") + " answer.owner",
          "names a field that is not kept",
          "Add it to answer.keep.");
    }
    return owner;
  }

  private @Nullable String issuer() {
    URI issuer = all.uri("issuer");
    if (issuer != null && issuer.getRawQuery() != null) {
      all.add("issuer", "has a query", "Remove what follows the '?' (RFC 8414 section 2).");
    }
    return issuer == null ? null : all.text("issuer");
  }

  private Set<String> allowedHosts() {
    Set<String> hosts = new HashSet<>();
    for (String each : all.list("allowedHosts")) {
      if (!each.matches("[A-Za-z0-9.-]+")) {
        all.add("allowedHosts", "has what is no host", "Write host names and nothing else.");
      }
      hosts.add(each.toLowerCase(Locale.ROOT));
    }
    return hosts;
  }

  private void requireFound(String name, @Nullable URI uri) {
    if (uri == null) {
      String path = "endpoints." + name;
      problems.add(
          root.placeOf(path) + ' ' + path,
          "is not set, and the issuer does not name it",
          "Set it.");
    }
  }

  private void requireRevocable(ProviderProfile profile, @Nullable URI revocation) {
    if (all.has("revocation") && profile.revocable() && revocation == null) {
      all.add(
          "revocation",
          "is " + profile.revocation() + ", but there is no endpoint for it",
          "Set endpoints.revocation, or none.");
    }
  }

  private void requirePublic(Written written, String path, @Nullable URI uri) {
    InetAddress address =
        written.publicOnly() && uri != null ? Addresses.privateOne(uri.getHost()) : null;
    if (address != null && uri != null) {
      problems.add(
          root.placeOf(path) + ' ' + path,
          "is on %s, which has the private address %s"
              .formatted(uri.getHost(), address.getHostAddress()),
          "If it is a server of your own, set allowPrivateAddresses: true.");
    }
  }

  private static ProviderProfile irrevocable(ProviderProfile profile) {
    return new ProviderProfile(
        profile.rotation(),
        profile.renewal(),
        profile.lifetimes(),
        profile.timing(),
        profile.deadToken(),
        RevocationReach.NONE);
  }
}
