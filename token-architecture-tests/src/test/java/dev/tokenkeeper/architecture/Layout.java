package dev.tokenkeeper.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.guice.TokenKeeperModule;
import dev.tokenkeeper.oauth2.OAuth2Endpoint;
import dev.tokenkeeper.persistence.jpa.JpaModule;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.server.Main;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.contract.TokenCipherContract;
import dev.tokenkeeper.tink.TinkModule;
import java.util.stream.Stream;

/**
 * The packages of the product, or of a miniature of it, as ArchUnit's patterns. Their names are
 * taken from classes, since ArchUnit is silent about a package that does not exist.
 *
 * @param root the package of the front door
 */
record Layout(String root) {
  static final Layout PRODUCT = new Layout(TokenKeeper.class.getPackageName());

  static Layout fixture(String name) {
    return new Layout(Layout.class.getPackageName() + ".fixture." + name);
  }

  String domain() {
    return like(Authorization.class);
  }

  String protocol() {
    return like(Happening.class);
  }

  String port() {
    return like(TokenEndpoint.class);
  }

  String[] core() {
    return new String[] {root, domain(), protocol(), port()};
  }

  String oauth2() {
    return like(OAuth2Endpoint.class);
  }

  String store() {
    return like(JpaModule.class);
  }

  String encryption() {
    return like(TinkModule.class);
  }

  String guice() {
    return like(TokenKeeperModule.class);
  }

  String testkit() {
    return like(MovableClock.class);
  }

  String contracts() {
    return like(TokenCipherContract.class);
  }

  String server() {
    return like(Main.class);
  }

  /** All packages of the product. */
  String everything() {
    return root + "..";
  }

  /** What is nothing else is a provider, so that a new one need not be listed to be judged. */
  DescribedPredicate<JavaClass> providers() {
    String[] others =
        Stream.of(oauth2(), store(), encryption(), guice(), testkit(), server())
            .toArray(String[]::new);
    return DescribedPredicate.describe(
        "are a provider's",
        each -> isIn(each, everything()) && !isIn(each, core()) && !isIn(each, others));
  }

  /** The segment of a class's package that names its module: {@code bsn}. */
  String module(JavaClass each) {
    String name = each.getPackageName();
    return name.equals(root) ? "" : name.substring(root.length() + 1).split("\\.", 2)[0];
  }

  private static boolean isIn(JavaClass each, String... patterns) {
    return Stream.of(patterns)
        .anyMatch(pattern -> PackageMatcher.of(pattern).matches(each.getPackageName()));
  }

  private String like(Class<?> member) {
    return root + member.getPackageName().substring(PRODUCT.root().length()) + "..";
  }
}
