/** Makes every node, and the tier they share, hear of each invalidation, whatever gets lost. */
@NullMarked
package verticles.coherence;

import org.jspecify.annotations.NullMarked;
