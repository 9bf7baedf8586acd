package verticles.sync;

import java.util.Optional;

/**
 * A page whose rows are stored.
 *
 * @param fresh whether its upstream said that it need not be asked yet
 */
record KnownPage(
    int size,
    String digest,
    Optional<String> next,
    Optional<String> etag,
    Optional<String> lastModified,
    boolean fresh) {}
