package verticles.shared;

import io.vertx.redis.client.impl.ZModem;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A share of the cache's keys that lies in one slot of a Redis Cluster, with the stamps, the beat
 * and the mark of its own: nothing in it depends on another server.
 *
 * @param number from 0
 * @param of how many parts there are
 * @param tag what its names in Redis begin with, so that they are in one slot; empty for the only
 *     part
 */
record Part(int number, int of, String tag) {
  /** All keys, for one server. */
  static final Part WHOLE = new Part(0, 1, "");

  /** More masters than this get no keys. A constant: every node must cut alike. */
  static final int PARTS = 16;

  private static final int SLOTS = 16_384;
  private static final int SPREAD = 0x9E3779B1;

  /** Parts whose slots are spread evenly, as a Cluster spreads slots over its masters. */
  static List<Part> spread() {
    return IntStream.range(0, PARTS).mapToObj(Part::inItsShareOfSlots).toList();
  }

  private static Part inItsShareOfSlots(int number) {
    int width = SLOTS / PARTS;
    String name =
        Stream.iterate(0, next -> next + 1)
            .map(next -> "p" + next)
            .filter(each -> ZModem.generate(each) / width == number)
            .findFirst()
            .orElseThrow();
    return new Part(number, PARTS, "{" + name + "}");
  }

  /** Whether a key of the cache belongs here. */
  boolean holds(String key) {
    return numberOf(key, of) == number;
  }

  /** The part of a key; the high bits of the product depend on all bits of the hash. */
  static int numberOf(String key, int parts) {
    return Math.floorMod((key.hashCode() * SPREAD) >>> 16, parts);
  }
}
