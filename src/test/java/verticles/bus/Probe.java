package verticles.bus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages of the bus tests. */
sealed interface Probe {
  Address NODE = Address.node("probe.node");
  Address ANY = Address.any("probe.any");
  Address EXACT = Address.exact("probe.exact");
  Address ALL = Address.all("probe.all");

  record Who() implements Probe {}

  record Here(String node) implements Probe {}

  record Slow(long millis) implements Probe {}

  record Refuse(String pointer) implements Probe {}

  record Crash() implements Probe {}

  record Load(byte[] bytes) implements Probe {}

  record Send(int bytes) implements Probe {}

  record HowOften() implements Probe {}

  record Heard(int times) implements Probe {}

  record Rich(
      Instant at, Duration took, Optional<String> note, List<Here> nodes, Map<String, Double> sums)
      implements Probe {}
}
