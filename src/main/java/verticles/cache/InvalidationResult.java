package verticles.cache;

/**
 * What became of an invalidation.
 *
 * @param id of it, as the logs have it
 * @param nearEntries in this node's memory that are known to be covered; tags and namespaces are
 *     not counted, because nobody looks at their entries
 * @param sharedEntries in the shared tier that are known to be covered
 * @param nodes that have applied it
 * @param missing nodes that did not confirm it in time; they find out by themselves within 2 s
 * @param recorded whether it is in the durable record
 */
public record InvalidationResult(
    String id, long nearEntries, long sharedEntries, int nodes, int missing, boolean recorded) {}
