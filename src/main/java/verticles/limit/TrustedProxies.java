package verticles.limit;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word is taken for who their client is. What anybody else says of it is ignored:
 * a client could write any address into its request.
 */
public final class TrustedProxies {
  private static final int IPV4 = 4;
  private static final int IPV6 = 16;

  /** Of an IPv6 address; a client usually has all that begin so. */
  private static final int SITE_BYTES = 8;

  private record Range(byte[] address, int bits) {
    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if (((address[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Range> ranges;

  /**
   * These proxies.
   *
   * @param ranges each an address, or an address, a slash and a number of bits
   * @throws IllegalArgumentException when one is neither
   */
  public TrustedProxies(List<String> ranges) {
    List<Range> read = new ArrayList<>();
    ranges.forEach(text -> read.add(range(text)));
    this.ranges = List.copyOf(read);
  }

  private static Range range(String text) {
    int slash = text.indexOf('/');
    byte[] address = parse(slash < 0 ? text : text.substring(0, slash)).orElse(new byte[0]);
    int most = address.length * 8;
    int bits = slash < 0 ? most : bits(text.substring(slash + 1));
    if (address.length == 0 || bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "trusted-proxies: '%s' is no address or range such as 10.0.0.0/8 or fd00::/8"
              .formatted(text));
    }
    return new Range(address, bits);
  }

  private static int bits(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  /** The bytes of an address literal, of an IPv4 address mapped into IPv6 the four that count. */
  private static Optional<byte[]> parse(String text) {
    byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return Optional.empty();
    }
    boolean mapped = bytes.length == IPV6 && bytes[10] == -1 && bytes[11] == -1;
    for (int at = 0; at < 10 && mapped; at++) {
      mapped = bytes[at] == 0;
    }
    return Optional.of(mapped ? Arrays.copyOfRange(bytes, 12, IPV6) : bytes);
  }

  /** Whether what this peer says of its clients is believed. */
  public boolean trusts(String peer) {
    return !ranges.isEmpty() && parse(peer).filter(this::holds).isPresent();
  }

  private boolean holds(byte[] address) {
    return ranges.stream().anyMatch(range -> range.holds(address));
  }

  /**
   * By what the requests of one client are counted.
   *
   * @param peer the address at the other end of the connection
   * @param forwardedFor the values of {@code X-Forwarded-For}; each proxy adds whom it heard from
   * @return the address nearest to us that is no trusted proxy; of IPv6 its first 64 bits
   */
  public String client(String peer, List<String> forwardedFor) {
    String client = peer;
    if (trusts(peer)) {
      List<String> path = List.of(String.join(",", forwardedFor).split(",", -1));
      for (String hop : path.reversed()) {
        Optional<byte[]> address = parse(withoutPort(hop.strip()));
        if (address.isEmpty()) {
          break;
        }
        client = withoutPort(hop.strip());
        if (!holds(address.get())) {
          break;
        }
      }
    }
    return subject(client);
  }

  /** Some proxies write the port as well: {@code 192.0.2.1:4711} or {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  private static String subject(String address) {
    Optional<byte[]> bytes = parse(address);
    if (bytes.isEmpty()) {
      return "unknown";
    }
    if (bytes.get().length == IPV4) {
      return NetUtil.bytesToIpAddress(bytes.get());
    }
    byte[] site = Arrays.copyOf(Arrays.copyOf(bytes.get(), SITE_BYTES), IPV6);
    return NetUtil.bytesToIpAddress(site) + "/64";
  }
}
