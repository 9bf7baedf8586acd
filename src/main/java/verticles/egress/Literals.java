package verticles.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises hosts that are IP addresses, in every notation that some program understands. */
final class Literals {
  /** By the rule of the URL standard: the last label is a number, be it decimal or hexadecimal. */
  private static final Pattern LOOKS_LIKE_IPV4 =
      Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

  private static final Pattern IPV4 =
      Pattern.compile("((0|[1-9][0-9]{0,2})\\.){3}(0|[1-9][0-9]{0,2})");

  private Literals() {}

  /** Whether somebody could read this host as an address. */
  static boolean looksLike(String host) {
    return host.indexOf(':') >= 0 || LOOKS_LIKE_IPV4.matcher(host).matches();
  }

  /**
   * The address of a host in the one accepted notation: four decimal numbers, or IPv6 in brackets.
   * An IPv4 address dressed as IPv6 is not accepted.
   */
  static Optional<InetAddress> read(String host) {
    boolean brackets = host.startsWith("[") && host.endsWith("]");
    if (!brackets && !IPV4.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      return brackets && address instanceof Inet4Address ? Optional.empty() : Optional.of(address);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
