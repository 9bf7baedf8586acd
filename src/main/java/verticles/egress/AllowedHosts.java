package verticles.egress;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The hosts that may be asked.
 *
 * @param names exactly these
 * @param suffixes every name that ends so, each beginning with a dot
 * @param addresses IP addresses that may be written in a URL
 */
record AllowedHosts(Set<String> names, List<String> suffixes, Set<InetAddress> addresses) {

  /**
   * Reads the hosts of the configuration.
   *
   * @throws IllegalArgumentException when one looks like an IP address and is none
   */
  static AllowedHosts of(List<String> hosts) {
    Set<String> names = new HashSet<>();
    Set<InetAddress> addresses = new HashSet<>();
    for (String host : hosts) {
      if (Literals.looksLike(host)) {
        addresses.add(
            Literals.read(host)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "an IP address such as 10.0.0.5 or [fd00::5] instead of " + host)));
      } else {
        names.add(host);
      }
    }
    List<String> suffixes =
        names.stream()
            .filter(name -> name.startsWith("*."))
            .map(name -> name.substring(1))
            .toList();
    names.removeIf(name -> name.startsWith("*."));
    return new AllowedHosts(Set.copyOf(names), suffixes, Set.copyOf(addresses));
  }

  boolean allow(Target target) {
    return target
        .literal()
        .map(addresses::contains)
        .orElseGet(
            () ->
                names.contains(target.host())
                    || suffixes.stream().anyMatch(target.host()::endsWith));
  }
}
