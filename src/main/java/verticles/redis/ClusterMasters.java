package verticles.redis;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads from a Cluster's answer who its masters are. */
final class ClusterMasters {
  private ClusterMasters() {}

  /** Each as host:port, in the order of their names. */
  static List<String> of(@Nullable Response slots) {
    TreeSet<String> masters = new TreeSet<>();
    for (int i = 0; slots != null && i < slots.size(); i++) {
      // first slot, last slot, the master, its replicas
      Response master = slots.get(i).get(2);
      String host = master.get(0).toString();
      masters.add((host.contains(":") ? "[" + host + "]" : host) + ":" + master.get(1).toInteger());
    }
    return new ArrayList<>(masters);
  }
}
