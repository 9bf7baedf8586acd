package verticles.audit;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that this node can check seals with.
 *
 * @param complete whether every node seals with one of them, so that a seal of another key is wrong
 */
record SealKeys(List<SealKey> keys, boolean complete) {

  static SealKeys of(AuditConfig config, Path dataFolder) {
    List<SealKey> keys = new ArrayList<>();
    SealKey.known(config, dataFolder).ifPresent(keys::add);
    boolean configured = !config.key().reveal().isEmpty();
    if (!config.previousKey().reveal().isEmpty()) {
      keys.add(SealKey.of(config.previousKey()));
    }
    return new SealKeys(List.copyOf(keys), configured);
  }

  Optional<SealKey> find(Buffer id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }
}
