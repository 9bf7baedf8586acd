package verticles.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public Internet from all others, by the IANA registries of special-purpose
 * addresses (RFC 6890).
 */
final class PublicAddresses {
  private static final List<Network> SPECIAL_V4 =
      networks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // behind a carrier's NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, where clouds keep their metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  /** Everything else is loopback, mapped, NAT64, unique local, link-local, multicast or unused. */
  private static final Network GLOBAL_V6 = Network.of("2000::/3");

  private static final List<Network> SPECIAL_V6 =
      networks(
          "2001::/23", // protocol assignments; Teredo, which holds an IPv4 address
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4, which holds an IPv4 address
          "3fff::/20"); // documentation

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    if (address instanceof Inet4Address) {
      return outside(SPECIAL_V4, address);
    }
    return GLOBAL_V6.contains(address) && outside(SPECIAL_V6, address) && !isIsatap(address);
  }

  /** RFC 5214: the interface part 0:5efe, or 200:5efe, is followed by an IPv4 address. */
  private static boolean isIsatap(InetAddress address) {
    byte[] bytes = address.getAddress();
    return (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
  }

  private static boolean outside(List<Network> networks, InetAddress address) {
    return networks.stream().noneMatch(network -> network.contains(address));
  }

  private static List<Network> networks(String... texts) {
    return Stream.of(texts).map(Network::of).toList();
  }
}
