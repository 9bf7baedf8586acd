package verticles.egress;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Decides whether an address may be asked for one purpose. */
final class Guard {
  /** A target with the addresses that its name has now, all of them allowed. */
  record Admitted(Target target, List<InetAddress> addresses) {}

  private final AllowedHosts hosts;
  private final Set<String> schemes;
  private final Set<Integer> ports;
  private final List<Network> privates;
  private final Resolver resolver;

  Guard(PurposeConfig config, Resolver resolver) {
    this.hosts = AllowedHosts.of(config.hosts());
    this.schemes = Set.copyOf(config.schemes());
    this.ports =
        config.ports().stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
    this.privates = config.allowPrivate().stream().map(Network::of).toList();
    this.resolver = resolver;
  }

  /**
   * Reads an address, looks its name up and checks every address of it.
   *
   * @return fails with BAD_REQUEST when it is not allowed, UNAVAILABLE when the name has no address
   */
  Future<Admitted> admit(URI address) {
    Target target;
    try {
      target = TargetReader.read(address);
      requireListed(target);
    } catch (FailureException refused) {
      return Future.failedFuture(refused);
    }
    return addresses(target)
        .map(
            found -> {
              if (found.isEmpty()) {
                throw unknown();
              }
              if (!found.stream().allMatch(this::allows)) {
                throw TargetReader.refused("its host is not on the public Internet");
              }
              return new Admitted(target, found);
            });
  }

  private void requireListed(Target target) {
    if (!schemes.contains(target.scheme())) {
      throw TargetReader.refused("it must begin with " + String.join(" or ", schemes) + "://");
    }
    if (!hosts.allow(target)) {
      throw TargetReader.refused("its host is not among the allowed ones");
    }
    boolean usual = target.port() == (target.secure() ? 443 : 80);
    if (ports.isEmpty() ? !usual : !ports.contains(target.port())) {
      throw TargetReader.refused("its port is not among the allowed ones");
    }
  }

  private Future<List<InetAddress>> addresses(Target target) {
    return target
        .literal()
        .map(literal -> Future.succeededFuture(List.of(literal)))
        .orElseGet(
            () ->
                resolver
                    .resolve(target.host())
                    .recover(thrown -> Future.failedFuture(unknown(thrown))));
  }

  private static FailureException unknown() {
    return FailureException.of(Failure.UNAVAILABLE, "The name of the other server is unknown.");
  }

  private static FailureException unknown(Throwable thrown) {
    return FailureException.of(
        Failure.UNAVAILABLE, "The name of the other server is unknown.", thrown);
  }

  /** Whether a connection to that address may be used. */
  boolean allows(InetAddress address) {
    return PublicAddresses.contain(address)
        || privates.stream().anyMatch(network -> network.contains(address));
  }
}
