/** Pulls declared datasets of other servers, page by page, into the node's own database. */
@NullMarked
package verticles.sync;

import org.jspecify.annotations.NullMarked;
