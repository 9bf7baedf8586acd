package verticles.cache;

import java.util.List;
import java.util.function.Supplier;
import verticles.coherence.Invalidator;
import verticles.shared.SharedTier;

/**
 * What the cache of a node needs of the cluster.
 *
 * @param members ids of the nodes in the grid, this one included
 */
public record CacheNeighbours(
    SharedTier tier, Invalidator invalidator, Supplier<List<String>> members) {}
