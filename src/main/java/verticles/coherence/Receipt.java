package verticles.coherence;

/**
 * What became of an invalidation.
 *
 * @param nearEntries in this node's memory that are known to be covered
 * @param sharedEntries in the shared tier that are known to be covered
 * @param nodes that have applied it, this one included
 * @param missing nodes that did not confirm it in time; they find out by themselves within 2 s
 * @param recorded whether it is in the durable record
 */
public record Receipt(
    long nearEntries, long sharedEntries, int nodes, int missing, boolean recorded) {}
