/** How often somebody may ask: rate limits, counted over all nodes. */
@NullMarked
package verticles.limit;

import org.jspecify.annotations.NullMarked;
