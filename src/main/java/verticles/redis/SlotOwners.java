package verticles.redis;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.ZModem;
import java.util.Collection;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which master of a Cluster keeps which slot, as host:port. */
final class SlotOwners {
  static final int SLOTS = 16_384;

  private static final String NOBODY = "";

  private final AtomicReferenceArray<String> owners = new AtomicReferenceArray<>(SLOTS);

  /** Nobody owns anything. */
  SlotOwners() {
    IntStream.range(0, SLOTS).forEach(slot -> owners.set(slot, NOBODY));
  }

  /** The slot of a key: of the part in braces where it has one. */
  static int slot(String key) {
    return ZModem.generate(key);
  }

  /** Empty where nobody is known. */
  String of(int slot) {
    return owners.get(slot);
  }

  /** A server said that the slot is there. */
  void moved(int slot, String address) {
    owners.set(slot, address);
  }

  /**
   * Takes over the answer to CLUSTER SLOTS.
   *
   * @param asked the host that answered; a node that does not know its own name means this one
   */
  void learn(Response slots, String asked) {
    String[] told = new String[SLOTS];
    java.util.Arrays.fill(told, NOBODY);
    for (Response range : slots) {
      // first slot, last slot, the master, its replicas
      String master = address(range.get(2), asked);
      for (int slot = number(range.get(0)); slot <= number(range.get(1)); slot++) {
        told[slot] = master;
      }
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      owners.set(slot, told[slot]);
    }
  }

  private static String address(Response node, String asked) {
    Response said = node.get(0);
    String host = said == null || said.toString().isEmpty() ? asked : said.toString();
    // so says a Cluster of names about a node whose name it has not heard yet
    return host.equals("?") ? NOBODY : Hosts.join(host, number(node.get(1)));
  }

  private static int number(Response said) {
    return Integer.parseInt(said.toString());
  }

  /** All masters, each once. */
  Collection<String> masters() {
    TreeSet<String> masters = new TreeSet<>();
    all().forEach(masters::add);
    masters.remove(NOBODY);
    return masters;
  }

  /** Whether every key belongs to somebody. */
  boolean isWhole() {
    return all().noneMatch(String::isEmpty);
  }

  private Stream<String> all() {
    return IntStream.range(0, SLOTS).mapToObj(owners::get);
  }
}
