package dev.tokenkeeper.server.demo;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Base64.Encoder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One of the ways in which a secret may be written into a file. */
final class Spelling {
  private final String name;
  private final byte[] bytes;

  private Spelling(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  String name() {
    return name;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return name;
  }

  static Stream<Spelling> of(String secret) {
    return Stream.of(
            Stream.of(
                new Spelling("UTF-8", secret.getBytes(UTF_8)),
                new Spelling("UTF-16LE", secret.getBytes(UTF_16LE)),
                new Spelling("UTF-16BE", secret.getBytes(UTF_16BE)),
                new Spelling("URL", URLEncoder.encode(secret, UTF_8).getBytes(UTF_8))),
            base64("Base64", Base64.getEncoder(), secret),
            base64("Base64 for URLs", Base64.getUrlEncoder(), secret))
        .flatMap(spellings -> spellings);
  }

  /** In the midst of something longer, the same bytes have one of three looks. */
  private static Stream<Spelling> base64(String name, Encoder encoder, String secret) {
    return IntStream.range(0, 3)
        .mapToObj(before -> new Spelling(name + ", " + before, inside(encoder, before, secret)));
  }

  /** Leaves out the characters at both ends that depend on the neighbours too. */
  private static byte[] inside(Encoder encoder, int before, String secret) {
    byte[] plain = secret.getBytes(UTF_8);
    byte[] shifted = new byte[before + plain.length];
    System.arraycopy(plain, 0, shifted, before, plain.length);
    byte[] encoded = encoder.withoutPadding().encode(shifted);
    return Arrays.copyOfRange(encoded, before == 0 ? 0 : before + 1, shifted.length * 4 / 3);
  }
}
