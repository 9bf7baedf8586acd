package verticles.egress;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import verticles.config.Between;
import verticles.config.DataSize;
import verticles.config.Default;
import verticles.config.Matching;

/**
 * What requests of one purpose may do.
 *
 * @param hosts that may be asked; {@code *.example.com} stands for every name below example.com,
 *     and an IP address stands for itself
 * @param schemes {@code https}, and {@code http} where it must be
 * @param ports empty for the usual port of the scheme
 * @param allowPrivate networks that may be asked although they are not public
 * @param deadline of a whole request with its answer; what the request itself says may be shorter
 * @param largest answer; what the request itself says may be smaller
 * @param redirects that are followed, each checked like the first address; 0 for none
 * @param maxConnections to each host
 * @param maxRunning requests at once; one more is refused
 * @param ca certificates to trust instead of the system's
 */
record PurposeConfig(
    @Default("")
        @Matching(
            value =
                "(\\*\\.([a-z0-9-]{1,63}\\.)+|([a-z0-9-]{1,63}\\.)*)[a-z0-9-]{1,63}"
                    + "|\\[[0-9a-f:]{2,39}]",
            form = "a list, each item a host in small letters, *.domain or an IP address")
        List<String> hosts,
    @Default("https") @Matching(value = "https?", form = "a list of https, http")
        List<String> schemes,
    @Default("") @Matching(value = "[1-9][0-9]{0,4}", form = "a list of ports") List<String> ports,
    @Default("")
        @Matching(
            value = "[0-9a-f.:]{2,39}/[0-9]{1,3}",
            form = "a list, each item a network such as 10.0.0.0/8 or fd00::/8")
        List<String> allowPrivate,
    @Between(min = "100ms", max = "10m") Duration deadline,
    @Between(min = "1KiB", max = "256MiB") DataSize largest,
    @Default("0") @Between(min = "0", max = "3") int redirects,
    @Default("16") @Between(min = "1", max = "1000") int maxConnections,
    @Default("64") @Between(min = "1", max = "10000") int maxRunning,
    Optional<Path> ca) {

  /**
   * Reads hosts and networks once, so that a bad one stops the start.
   *
   * @throws IllegalArgumentException when one of them is none
   */
  PurposeConfig {
    hosts = List.copyOf(hosts);
    schemes = List.copyOf(schemes);
    ports = List.copyOf(ports);
    allowPrivate = List.copyOf(allowPrivate);
    AllowedHosts.of(hosts);
    allowPrivate.forEach(Network::of);
  }
}
