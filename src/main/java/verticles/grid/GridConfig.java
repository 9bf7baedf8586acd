package verticles.grid;

import java.util.List;
import verticles.config.Between;
import verticles.config.Key;
import verticles.config.Matching;

/**
 * The section {@code grid}.
 *
 * @param clusterName members of another name are not talked to
 * @param address of the one interface this member binds to
 * @param port of this member; the next free one is taken when it is in use
 * @param members other members, as host or host:port; none: this node is alone
 */
public record GridConfig(
    @Matching(value = "[A-Za-z0-9._-]{1,64}", form = "1 to 64 letters, digits and . _ -")
        String clusterName,
    @Key("interface") @Matching(value = "[0-9A-Fa-f.:]+", form = "an IP address") String address,
    @Between(min = "1", max = "65535") int port,
    List<String> members) {}
