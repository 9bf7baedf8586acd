package verticles.egress;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Looks up the addresses of a name. */
interface Resolver {
  /** Every address, the one to try first at the front; fails when there is none. */
  Future<List<InetAddress>> resolve(String host);
}
