package dev.tokenkeeper.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.testkit.TestCipher;
import dev.tokenkeeper.testkit.contract.TokenCipherContract;
import java.io.Serializable;

/** Who sees secrets, and where they cannot hide. */
final class SecretRules {
  static final Exempt READERS =
      Exempt.NONE
          .and(AccessToken.class, "the header that a host sends")
          .and("dev.tokenkeeper.Seals", "seals a login's two parts as one")
          .and("dev.tokenkeeper.JourneyPass", "makes the secrets of a journey, and their hashes")
          .and(AuthorizationEndpoint.class, "the state, which travels in the address")
          .and("dev.tokenkeeper.astra.Conversation", "the body of a pre-registration")
          .and(ClientSettings.class, "the header that proves who we are")
          .and("dev.tokenkeeper.oauth2.Form", "the body of a token request")
          .and("dev.tokenkeeper.oauth2.OneRequest", "the headers of a request")
          .and("dev.tokenkeeper.persistence.jpa.Pool", "the database's password")
          .and("dev.tokenkeeper.tink.TinkCipher", "seals")
          .and("dev.tokenkeeper.guice.Fingerprint", "the key of the names in logs")
          .and(TestCipher.class, "seals, in tests")
          .and(TokenCipherContract.class, "compares made-up secrets")
          .and("dev.tokenkeeper.server.demo..", "its secrets are made up");

  static final Exempt TEXTS =
      Exempt.NONE
          .and("dev.tokenkeeper.domain.SealedGrant.tokenType", "no secret: Bearer")
          .and("dev.tokenkeeper.domain.TokenGrant.tokenType", "no secret: Bearer");

  static final Exempt SERIALIZABLE =
      Exempt.NONE
          .and("dev.tokenkeeper.persistence.jpa.RowKey", "Jakarta Persistence wants keys to be")
          .and("dev.tokenkeeper.persistence.jpa.SpareKey", "Jakarta Persistence wants keys to be");

  private SecretRules() {}

  static ArchRule readers(Layout layout, Exempt exempt) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .and(exempt.others())
        .should()
        .accessTargetWhere(describe("SecretAccess.granted", SecretRules::grants))
        .because("every place that sees a secret is known by name");
  }

  static ArchRule texts(Layout layout, Exempt exempt) {
    return noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(layout.core())
        .and()
        .haveRawType(String.class)
        .and(exempt.otherFields())
        .should()
        .haveNameMatching("(?i).*(secret|password|token).*")
        .because("a String is printed, compared and kept by whoever comes across it");
  }

  static ArchRule serialization(Layout layout, Exempt exempt) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .and()
        .areNotEnums()
        .and()
        .areNotAssignableTo(Throwable.class)
        .and(exempt.others())
        .should()
        .beAssignableTo(Serializable.class)
        .because("what is written out by the JDK is written out in the clear");
  }

  static ArchRule printing(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .and()
        .resideOutsideOfPackage(layout.server())
        .should()
        .accessTargetWhere(describe("System.out, System.err or a stack trace", SecretRules::prints))
        .because("the terminal is the host's");
  }

  private static boolean grants(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(SecretAccess.class)
        && access.getName().equals("granted");
  }

  private static boolean prints(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return owner.isEquivalentTo(System.class)
        ? access.getName().matches("out|err")
        : owner.isAssignableTo(Throwable.class)
            && access.getName().equals("printStackTrace")
            && access instanceof JavaMethodCall call
            && call.getTarget().getRawParameterTypes().isEmpty();
  }
}
