package dev.tokenkeeper.oauth2;

/** How our application proves to a token endpoint who it is (RFC 6749 section 2.3). */
public enum ClientAuthentication {
  /**
   * HTTP Basic with id and secret as they are: what most servers expect, though RFC 6749 encodes
   * them first. Differs from {@link #BASIC_RFC6749} only where they have reserved characters.
   */
  BASIC,
  /** HTTP Basic with id and secret form-encoded first, to the letter of RFC 6749. */
  BASIC_RFC6749,
  /** Id and secret in the body. */
  BODY,
  /**
   * An assertion that our private key has signed, in the body ({@code private_key_jwt}; RFC 7523
   * section 2.2). The client's secret is that key; {@link ClientAssertion} says the rest.
   */
  PRIVATE_KEY_JWT,
  /** A public client: the id in the body, no secret, and no {@code Authorization} header at all. */
  NONE
}
