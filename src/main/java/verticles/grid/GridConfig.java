package verticles.grid;

import java.util.List;
import verticles.config.Between;
import verticles.config.Matching;

/**
 * The {@code grid} section: which nodes form a cluster.
 *
 * @param clusterName only nodes with the same name join each other
 * @param host the address of the interface that members bind to; never all of them, because the
 *     grid has neither TLS nor accounts
 * @param port the next free one is taken when it is in use
 * @param members host or host:port of other nodes; empty when this node is alone
 * @param tls without a certificate messages are sent in clear text
 */
public record GridConfig(
    @Matching(value = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}", form = "a name of letters, digits and .-_")
        String clusterName,
    @Matching(
            value = "(?!0\\.0\\.0\\.0$)[A-Za-z0-9][A-Za-z0-9.-]*",
            form = "the address of one interface of this machine")
        String host,
    @Between(min = "1024", max = "65000") int port,
    @Matching(
            value = "[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?",
            form = "a list, each item host or host:port")
        List<String> members,
    GridTls tls) {

  /** Keeps a copy of the list. */
  public GridConfig {
    members = List.copyOf(members);
  }
}
