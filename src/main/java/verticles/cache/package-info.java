/** The read-through near cache: entries, policies, and one load per key. */
@NullMarked
package verticles.cache;

import org.jspecify.annotations.NullMarked;
