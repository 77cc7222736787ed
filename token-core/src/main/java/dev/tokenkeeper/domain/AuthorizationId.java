package dev.tokenkeeper.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The key of an authorization: what one user (the subject) of one tenant granted us at one
 * provider, under a label of our own (the account) where one user has several.
 *
 * <p>Compared by all four parts; the hash is computed once, because this is the key of the map on
 * the hot path. Immutable.
 */
public final class AuthorizationId {
  /** The tenant of an application that has only one: {@value}. */
  public static final String DEFAULT_TENANT = "default";

  /** The account label of a user who has only one at a provider: {@value}. */
  public static final String DEFAULT_ACCOUNT = "default";

  /** The longest subject, in UTF-16 units. */
  public static final int LONGEST_SUBJECT = 255;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final String tenant;
  private final String provider;
  private final String subject;
  private final String account;
  private final int hash;

  private AuthorizationId(String tenant, String provider, String subject, String account) {
    this.tenant = requireName("tenant", tenant);
    this.provider = requireName("provider", provider);
    this.subject = requireSubject(subject);
    this.account = requireName("account", account);
    this.hash = Objects.hash(tenant, provider, subject, account);
  }

  /**
   * Names the only account of a subject at a provider, in the default tenant.
   *
   * @param provider the id under which the provider is installed, for example {@code bsn}
   * @param subject the host application's own name for its user, 1 to {@value #LONGEST_SUBJECT}
   *     characters, no control characters
   * @throws IllegalArgumentException if a part is malformed; the message names the part
   */
  public static AuthorizationId of(String provider, String subject) {
    return of(DEFAULT_TENANT, provider, subject, DEFAULT_ACCOUNT);
  }

  /**
   * Names one account of a subject at a provider.
   *
   * <p>Tenant, provider and account are 1 to 64 letters, digits, dots, underscores or hyphens and
   * begin with a letter or digit.
   *
   * @throws IllegalArgumentException if a part is malformed; the message names the part
   */
  public static AuthorizationId of(String tenant, String provider, String subject, String account) {
    return new AuthorizationId(tenant, provider, subject, account);
  }

  /** Returns the tenant. */
  public String tenant() {
    return tenant;
  }

  /** Returns the id of the provider. */
  public String provider() {
    return provider;
  }

  /** Returns the host application's name for its user. */
  public String subject() {
    return subject;
  }

  /** Returns our label for the account. */
  public String account() {
    return account;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof AuthorizationId that
            && hash == that.hash
            && subject.equals(that.subject)
            && provider.equals(that.provider)
            && tenant.equals(that.tenant)
            && account.equals(that.account));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Returns {@code tenant/provider/subject/account}, for people; it is not meant to be parsed. */
  @Override
  public String toString() {
    return tenant + "/" + provider + "/" + subject + "/" + account;
  }

  private static String requireName(String part, String value) {
    if (!NAME.matcher(Objects.requireNonNull(value, part)).matches()) {
      throw new IllegalArgumentException(
          "The %s of an authorization id must be 1 to 64 letters, digits, '.', '_' or '-' and begin with a letter or digit, but was '%s'"
              .formatted(part, printable(value)));
    }
    return value;
  }

  private static String requireSubject(String value) {
    int length = Objects.requireNonNull(value, "subject").length();
    if (value.isBlank() || length > LONGEST_SUBJECT) {
      throw new IllegalArgumentException(
          "The subject of an authorization id must have 1 to %d characters, but had %d%s"
              .formatted(
                  LONGEST_SUBJECT, length, length > 0 && value.isBlank() ? " blank ones" : ""));
    }
    if (!UTF_8.newEncoder().canEncode(value)) {
      // Different halves would have the same bytes, and so the same associated data.
      throw new IllegalArgumentException(
          "The subject of an authorization id holds half of a character; it was cut in two");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The subject of an authorization id must not contain control characters: '%s'"
              .formatted(printable(value)));
    }
    return value;
  }

  private static String printable(String value) {
    String text = value.replaceAll("\\p{Cntrl}", "?");
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
