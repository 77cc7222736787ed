package dev.tokenkeeper.oauth2;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses anybody may have on the public internet (IANA's special-purpose registries): a
 * host with another one is inside somebody's network, ours perhaps, or is a machine's own metadata.
 */
final class Addresses {
  private static final List<Range> SPECIAL =
      List.of(
          range("0.0.0.0", 8),
          range("10.0.0.0", 8),
          range("100.64.0.0", 10),
          range("127.0.0.0", 8),
          range("169.254.0.0", 16),
          range("172.16.0.0", 12),
          range("192.0.0.0", 24),
          range("192.168.0.0", 16),
          range("198.18.0.0", 15),
          range("224.0.0.0", 3),
          range("::", 96),
          range("64:ff9b:1::", 48),
          range("2001::", 32),
          range("fc00::", 7),
          range("fe80::", 9),
          range("ff00::", 8));

  private static final Range NAT64 = range("64:ff9b::", 96);
  private static final Range SIX_TO_FOUR = range("2002::", 16);

  private Addresses() {}

  /**
   * Looks up a host, which may take a while, and returns one of its addresses that is not public;
   * null if there is none, or the host cannot be found, or says itself that it is this machine.
   */
  static @Nullable InetAddress privateOne(String host) {
    if (Problems.isLoopback(host)) {
      return null;
    }
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .filter(each -> !isPublic(each))
          .findFirst()
          .orElse(null);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  static boolean isPublic(InetAddress address) {
    byte[] bytes = withoutDisguise(address.getAddress());
    return SPECIAL.stream().noneMatch(range -> range.holds(bytes));
  }

  /** An IPv4 address that is written in an IPv6 one; the JDK does so for mapped ones itself. */
  private static byte[] withoutDisguise(byte[] bytes) {
    if (NAT64.holds(bytes)) {
      return Arrays.copyOfRange(bytes, 12, 16);
    }
    return SIX_TO_FOUR.holds(bytes) ? Arrays.copyOfRange(bytes, 2, 6) : bytes;
  }

  private static Range range(String literal, int bits) {
    try {
      return new Range(
          new BigInteger(1, InetAddress.getByName(literal).getAddress()),
          bits,
          literal.indexOf(':') < 0 ? 4 : 16);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("No literal: " + literal, e);
    }
  }

  private record Range(BigInteger first, int bits, int length) {
    boolean holds(byte[] address) {
      int rest = length * 8 - bits;
      return address.length == length
          && new BigInteger(1, address).shiftRight(rest).equals(first.shiftRight(rest));
    }
  }
}
